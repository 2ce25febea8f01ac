import type { Json, Page, RawRecord } from '#contract';
import { z } from 'zod';
import { authorsOf } from './authors.js';
import { expect } from './client.js';
import { asked, cursorAs, type Item, lastPage, listPage, page, type Pass, pathOf, recordOf, REPORTER } from './pass.js';
import { complete } from './project.js';
import { isGone } from './refusal.js';

const cursorShape = z.object({
  /** By branch, the head up to which everything was read. */
  known: z.record(z.string(), z.string()),
  /** A walk that is under way: what `range` names, a head or `OLD..NEW`, from this page on. */
  walk: z.object({ branch: z.string(), head: z.string(), range: z.string(), page: z.int() }).nullable(),
});
type Cursor = z.output<typeof cursorShape>;

interface Head {
  readonly name: string;
  readonly head: string;
  readonly isDefault: boolean;
}

const about = (pass: Pass) => asked(pass, 'commits', REPORTER);

/** Heads, then what is new under each: all of its history the first time, afterwards what the old head does not reach. */
export async function* readCommits(pass: Pass, cursor: Json | null): AsyncGenerator<Page> {
  let at = cursorAs(cursorShape, cursor, { known: {}, walk: null });
  const heads = await headsOf(pass);
  yield page(
    heads.map((head) => branchRecord(pass, head)),
    at,
  );
  if (at.walk) at = yield* walked(pass, at);
  for (const { name, head } of heads) {
    if (at.known[name] === head) continue;
    const base = at.known[name] ?? Object.values(at.known)[0];
    // A head that was forced away may be collected; then all is read anew.
    const range = base !== undefined && (await hasCommit(pass, base)) ? `${base}..${head}` : head;
    at = yield* walked(pass, { ...at, walk: { branch: name, head, range, page: 1 } });
  }
  const isComplete = heads.every(({ name, head }) => at.known[name] === head);
  yield lastPage(at, isComplete ? complete(pass.project, pass.client.startedAt(), ['commits']) : []);
}

const branchShape = z.object({ name: z.string(), commit: z.object({ id: z.string() }), default: z.boolean().nullish() });

/** The branches of the configuration that this project has, else its default branch; an empty project has none. */
export async function headsOf(pass: Pass): Promise<Head[]> {
  const main = pass.project.defaultBranch;
  const heads: Head[] = [];
  for (const name of pass.branches ?? (main === null ? [] : [main])) {
    const what = asked(pass, `branch ${name}`, REPORTER);
    try {
      const { data } = await pass.client.get(pathOf(pass, `/repository/branches/${encodeURIComponent(name)}`), {}, what);
      heads.push({ name, head: expect(branchShape, data, what).commit.id, isDefault: name === main });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return heads;
}

function branchRecord(pass: Pass, { name, head, isDefault }: Head): RawRecord {
  return recordOf(pass, 'branch', `branch:${pass.project.id}:${name}`, { name, head, isDefault });
}

async function hasCommit(pass: Pass, sha: string): Promise<boolean> {
  try {
    await pass.client.get(pathOf(pass, `/repository/commits/${sha}`), { stats: false }, about(pass));
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Newest first between fixed commits, so that the walk goes on where it stopped, whatever is pushed meanwhile. */
async function* walked(pass: Pass, from: Cursor): AsyncGenerator<Page, Cursor> {
  let at = from;
  while (at.walk) {
    const { branch, head, range, page: number }: NonNullable<Cursor['walk']> = at.walk;
    const read = await commitsPage(pass, range, number);
    // The head was collected after a force push: the branch is read again from where it is now.
    if (!read) return { ...at, walk: null };
    at = read.isLast ? { known: { ...at.known, [branch]: head }, walk: null } : { ...at, walk: { branch, head, range, page: number + 1 } };
    yield page(read.records, at);
  }
  return at;
}

export async function commitsPage(pass: Pass, range: string, number: number) {
  try {
    const parameters = { ref_name: range, per_page: 100, page: number };
    const { items, next } = await listPage(pass, '/repository/commits', parameters, about(pass));
    return { records: await commitRecords(pass, items), isLast: next === null };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

async function commitRecords(pass: Pass, items: readonly Item[]): Promise<RawRecord[]> {
  const authors = await authorsOf(
    pass,
    items.map(({ id }) => String(id)),
  );
  return items.map((item) => {
    const sha = String(item['id']);
    const author = Object.hasOwn(authors, sha) ? { author: authors[sha] ?? null } : {};
    return recordOf(pass, 'commit', `commit:${pass.project.id}:${sha}`, { commit: commitOf(item), ...author });
  });
}

/** Not the whole answer: addresses of people are nothing that we keep, and links say nothing of a commit. */
export function commitOf({ id, parent_ids, message, authored_date, committed_date }: Item): Json {
  return { id, parent_ids, message, authored_date, committed_date } as Json;
}
