import { type Json, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { sha } from '../wire/scalar.js';
import { expect } from './client.js';
import { asked, type Pass, placeOf } from './pass.js';
import { pathOf } from './repository.js';

const files = z.array(z.object({ filename: z.string(), previous_filename: z.string().optional() }));
const commitShape = z.object({ sha, parents: z.array(z.object({ sha })), files: files.optional() });
const comparison = z.object({ files: files.optional() });

type Files = z.output<typeof files>;

/** GitHub shows 300 files on each of at most ten pages. */
const MOST_PAGES = 10;
/** Of a merge of more parents it is not asked what it has otherwise than each. */
const MOST_PARENTS = 4;

/** One commit with the files that it changes, and a merge with those that it changes beside each of its other parents. */
export async function commitPaths(pass: Pass, of: string): Promise<RawRecord> {
  const about = asked(pass, `the files of commit ${of}`, 'Contents: read');
  let found: Files | null = null;
  for (let number = 1; ; number += 1) {
    const parameters = { ...pathOf(pass.repository), ref: of, page: number };
    const { data, link } = await pass.client.get('/repos/{owner}/{repo}/commits/{ref}', parameters, about);
    const commit = expect(commitShape, data, about);
    if (commit.files) found = [...(found ?? []), ...commit.files];
    if (/rel="next"/.test(link) && number < MOST_PAGES) continue;
    const parents = commit.parents.map((parent) => ({ sha: parent.sha }));
    const payload: Json = {
      repository: placeOf(pass).rest,
      commit: { sha: commit.sha, parents, files: found?.map(named) ?? null },
      against: await againstOthers(pass, commit.sha, parents),
    };
    return { kind: 'rest.commit_paths', key: `paths:${pass.repository.id}:${commit.sha}`, payload };
  }
}

async function againstOthers(pass: Pass, merge: string, parents: readonly { readonly sha: string }[]): Promise<Json[]> {
  if (parents.length > MOST_PARENTS) return [];
  const compared: Json[] = [];
  for (const { sha: parent } of parents.slice(1)) {
    const changed = await changedSince(pass, parent, merge);
    if (changed) compared.push({ parent, files: changed.map(named) });
  }
  return compared;
}

/** The files, up to 300, stand on the first page only (docs.github.com, Compare two commits). */
async function changedSince(pass: Pass, parent: string, merge: string): Promise<Files | null> {
  const about = asked(pass, 'a comparison', 'Contents: read');
  const parameters = { ...pathOf(pass.repository), basehead: `${parent}...${merge}`, per_page: 1, page: 1 };
  try {
    const { data } = await pass.client.get('/repos/{owner}/{repo}/compare/{basehead}', parameters, about);
    return expect(comparison, data, about).files ?? null;
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 404) return null;
    throw error;
  }
}

/** Not the whole answer: patches are code. */
function named({ filename, previous_filename: former }: Files[number]): Json {
  return former === undefined ? { filename } : { filename, previous_filename: former };
}
