import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { expect } from './client.js';
import { commitRecord, historyPage } from './commit-record.js';
import { commitsBetween } from './compare.js';
import { asked, cursorAs, inRepository, lastPage, page, type Pass, placeOf } from './pass.js';
import type { Peeked } from './peek.js';
import { DEFAULT_BRANCH, ONE_BRANCH } from './queries.js';
import { complete } from './repository.js';

const cursorShape = z.object({
  /** By branch, the head up to which everything was read. */
  known: z.record(z.string(), z.string()),
  /** A walk that is under way: all of a head's history, from `after` on. */
  walk: z.object({ branch: z.string(), head: z.string(), after: z.string().nullable() }).nullable(),
  /** Which branch was the default one when the heads were read; empty: an older cursor does not say. */
  main: z.string().nullable().default(''),
});
type Cursor = z.output<typeof cursorShape>;

interface Head {
  readonly name: string;
  readonly head: string;
  readonly isDefault: boolean;
}

/** Heads, then what is new under each: all of its history the first time, afterwards what a comparison names. */
export async function* readCommits(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  let at = cursorAs(cursorShape, cursor, { known: {}, walk: null, main: '' });
  const heads = await headsOf(pass);
  at = { ...at, main: heads.find(({ isDefault }) => isDefault)?.name ?? null };
  yield page(
    heads.map((head) => branchRecord(pass, head)),
    at,
  );
  if (at.walk) at = yield* walked(pass, at);
  for (const head of heads) {
    if (at.known[head.name] === head.head) continue;
    const base = at.known[head.name] ?? Object.values(at.known)[0];
    const compared = base !== undefined && (yield* commitsBetween(pass, base, head.head, at));
    at = compared
      ? reached(at, head.name, head.head)
      : yield* walked(pass, { ...at, walk: { branch: head.name, head: head.head, after: null } });
    yield page([], at);
  }
  const isComplete = heads.every((head) => at.known[head.name] === head.head);
  yield lastPage(at, isComplete ? complete(pass.repository, pass.client, ['commits']) : []);
}

function reached(at: Cursor, branch: string, head: string): Cursor {
  return { ...at, known: { ...at.known, [branch]: head }, walk: null };
}

/** A pass reads what is new under the heads, and nothing else. */
export function commitsAreUnmoved({ heads, defaultBranch }: Peeked, cursor: Json | null): boolean {
  const { known, walk, main } = cursorAs(cursorShape, cursor, { known: {}, walk: null, main: '' });
  const isSameMain = main === (defaultBranch !== null && defaultBranch in heads ? defaultBranch : null);
  return (
    walk === null && isSameMain && Object.keys(heads).length > 0 && Object.entries(heads).every(([name, head]) => known[name] === head)
  );
}

const refAt = z.object({ name: z.string(), target: z.object({ oid: z.string() }).nullable() });
const headsShape = z.object({ defaultBranchRef: refAt.nullable(), ref: refAt.nullish() });

/** The branches of the configuration that this repository has, else its default branch; an empty repository has none. */
export async function headsOf(pass: Pass): Promise<Head[]> {
  const about = asked(pass, 'branches', 'Contents: read');
  const heads: Head[] = [];
  for (const branch of pass.branches ?? [null]) {
    const [query, variables] = branch === null ? [DEFAULT_BRANCH, {}] : [ONE_BRANCH, { branch: `refs/heads/${branch}` }];
    const { data } = await inRepository(pass, query, variables, about);
    const read = expect(headsShape, data, about);
    const found = branch === null ? read.defaultBranchRef : read.ref;
    const name = branch ?? found?.name;
    if (found?.target && name) heads.push({ name, head: found.target.oid, isDefault: name === read.defaultBranchRef?.name });
  }
  return heads;
}

function branchRecord(pass: Pass, { name, head, isDefault }: Head): RawRecord {
  const payload = { repository: placeOf(pass).graphql, name, head, isDefault };
  return { kind: 'graphql.branch', key: `branch:${pass.repository.id}:${name}`, payload };
}

/** Newest first from a fixed head, so that the walk goes on where it stopped, whatever is pushed meanwhile. */
async function* walked(pass: Pass, from: Cursor): AsyncGenerator<Page, Cursor> {
  let at = from;
  while (at.walk) {
    const { branch, head, after }: NonNullable<Cursor['walk']> = at.walk;
    const history = await historyPage(pass, head, after);
    // The head was garbage-collected after a force push: the branch is read again from where it is now.
    if (!history) return { ...at, walk: null };
    const { hasNextPage, endCursor } = history.pageInfo;
    at = hasNextPage && endCursor ? { ...at, walk: { branch, head, after: endCursor } } : reached(at, branch, head);
    yield page(
      history.nodes.map((node) => commitRecord(pass, node)),
      at,
      history.totalCount,
    );
  }
  return at;
}
