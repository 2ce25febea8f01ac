import { type Json, type Page, type RawRecord, SourceRefused } from '#contract';
import { z } from 'zod';
import { bare } from './bare.js';
import { type Client, expect } from './client.js';
import { asked, cursorAs, lastPage, page, type Pass, placeOf } from './pass.js';
import { ownWords, type Asked } from './refusal.js';
import { complete, denied, pathOf } from './repository.js';
import { isDenied } from './revision-checks.js';

export const PROTECTION_PERMISSION = 'Administration: read';
const RULES_PERMISSION = 'Metadata: read';

/** What was read of each branch, as JSON: GitHub dates no setting, so only a difference is a record. */
const cursorShape = z.object({ seen: z.record(z.string(), z.object({ found: z.string(), nth: z.int() })) });
type Seen = z.output<typeof cursorShape>['seen'];

/** The protection of the branches whose commits are read: that of the branch itself, and the rules of rulesets for it. */
export async function* readProtections(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  const { seen } = cursorAs(cursorShape, cursor, { seen: {} });
  try {
    const now: Seen = {};
    const records: RawRecord[] = [];
    for (const name of pass.branches ?? [pass.repository.defaultBranch ?? []].flat()) {
      const found = await protectionOf(pass, name);
      if (found === null) continue;
      const before = seen[name];
      const written = JSON.stringify(found);
      const isNews = before?.found !== written;
      const nth = (before?.nth ?? 0) + (isNews ? 1 : 0);
      now[name] = { found: written, nth };
      if (isNews) records.push(recordOf(pass, name, nth, found));
    }
    yield page(records, { seen: now });
    yield lastPage({ seen: now }, complete(pass.repository, pass.client, ['protections']));
  } catch (error) {
    if (!isDenied(error)) throw error;
    yield lastPage(cursor, [denied(pass.repository, 'protections', error.message)]);
  }
}

interface Protection {
  readonly protection: Json;
  readonly rules: Json;
}

/** Null where there is no such branch, as in an empty repository. */
async function protectionOf(pass: Pass, branch: string): Promise<Protection | null> {
  const protection = await ofBranch(pass, branch);
  return protection === 'NO_BRANCH' ? null : { protection, rules: await ofRulesets(pass, branch) };
}

/** Null where the branch has none of its own. */
export async function ofBranch(pass: Pick<Pass, 'client' | 'repository'>, branch: string): Promise<Json | 'NO_BRANCH'> {
  const about = { what: `protection of ${branch} of ${pass.repository.fullName}`, permission: PROTECTION_PERMISSION };
  try {
    const { data } = await pass.client.get(
      '/repos/{owner}/{repo}/branches/{branch}/protection',
      { ...pathOf(pass.repository), branch },
      about,
    );
    return bare(data);
  } catch (error) {
    if (says(error, /not protected/i)) return null;
    if (says(error, /branch not found/i)) return 'NO_BRANCH';
    throw asDenied(error, about);
  }
}

function says(error: unknown, words: RegExp): boolean {
  return error instanceof SourceRefused && error.status === 404 && words.test(ownWords((error.cause ?? error) as never));
}

/** To a token that may read the repository, but not its administration, GitHub says of all of it that it is not there. */
function asDenied(error: unknown, { what, permission }: Asked): unknown {
  if (!(error instanceof SourceRefused) || error.status !== 404) return error;
  const message = `GitHub does not show ${what} to this token: it lacks "${permission}". Add the permission to the token.`;
  return new SourceRefused(403, message, { cause: error });
}

async function ofRulesets({ client, repository, ...pass }: Pass, branch: string): Promise<Json> {
  const about = asked({ client, repository, ...pass }, `rules of ${branch}`, RULES_PERMISSION);
  const rules: Json[] = [];
  for (let number = 1; ; number += 1) {
    const listed = await rulesPage(client, { ...pathOf(repository), branch, per_page: 100, page: number }, about);
    rules.push(...listed.map(bare));
    if (listed.length < 100) return rules;
  }
}

async function rulesPage(client: Client, parameters: Readonly<Record<string, string | number>>, about: Asked): Promise<Json[]> {
  const { data } = await client.get('/repos/{owner}/{repo}/rules/branches/{branch}', parameters, about);
  return expect(z.array(z.custom<Json>()), data, about);
}

function recordOf(pass: Pass, branch: string, nth: number, { protection, rules }: Protection): RawRecord {
  const payload = { repository: placeOf(pass).rest, branch, nth, protection, rules };
  return { kind: 'rest.protection', key: `protection:${pass.repository.id}:${branch}`, payload };
}
