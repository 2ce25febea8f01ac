import { type Json, type RawRecord } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { picked } from './deployments.js';
import { asked, type Item, listPage, type Pass, pathOf, recordOf, REPORTER } from './pass.js';
import { isGone } from './refusal.js';

/** Beyond so many files GitLab may leave some out (docs.gitlab.com, Diff limits). */
const MOST_FILES = 1000;
/** Of a merge of more parents it is not asked what it has otherwise than each. */
const MOST_PARENTS = 4;

const commitShape = z.object({ id: z.string(), parent_ids: z.array(z.string()) });
const comparison = z.object({ diffs: z.array(z.record(z.string(), z.json())), compare_timeout: z.boolean() });

/** One commit with the paths that it changes, and a merge with those that it changes beside each of its other parents. */
export async function commitPaths(pass: Pass, sha: string): Promise<RawRecord> {
  const about = asked(pass, `the paths of commit ${sha}`, REPORTER);
  const { data } = await pass.client.get(pathOf(pass, `/repository/commits/${sha}`), { stats: false }, about);
  const commit = expect(commitShape, data, about);
  const payload = {
    commit: { id: commit.id, parent_ids: commit.parent_ids },
    ...(await differences(pass, sha)),
    against: await againstOthers(pass, commit.id, commit.parent_ids),
  };
  return recordOf(pass, 'commit_paths', `paths:${pass.project.id}:${commit.id}`, payload);
}

async function differences(pass: Pass, sha: string): Promise<{ readonly diffs: readonly Json[]; readonly whole: boolean }> {
  const about = asked(pass, `the paths of commit ${sha}`, REPORTER);
  const found: Json[] = [];
  for (let number = 1; found.length < MOST_FILES; number += 1) {
    const { items, next } = await listPage(pass, `/repository/commits/${sha}/diff`, { per_page: 100, page: number }, about);
    found.push(...items.map(named));
    if (next === null) return { diffs: found, whole: found.length < MOST_FILES };
  }
  return { diffs: found, whole: false };
}

async function againstOthers(pass: Pass, merge: string, parents: readonly string[]): Promise<Json[]> {
  const compared: Json[] = [];
  for (const parent of parents.length > MOST_PARENTS ? [] : parents.slice(1)) {
    const about = asked(pass, 'a comparison', REPORTER);
    try {
      const { data } = await pass.client.get(pathOf(pass, '/repository/compare'), { from: parent, to: merge, straight: true }, about);
      const { diffs, compare_timeout: cut } = expect(comparison, data, about);
      compared.push({ parent, diffs: diffs.map(named), whole: !cut && diffs.length < MOST_FILES });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return compared;
}

/** Not the whole answer: a difference is code. */
function named(item: Item): Json {
  return picked(item, ['old_path', 'new_path']);
}
