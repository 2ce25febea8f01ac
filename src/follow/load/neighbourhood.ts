import {
  type CommitFacts,
  DEEPEST_REVERT,
  type PullRequestFacts,
  type PullRequestHead,
  type PushFacts,
  revertedFrom,
} from '../../correlate/index.js';
import { together } from '../../db/together.js';
import { commitName, type PullRow, type ReviewRow } from './code.js';
import type { Near } from './near.js';

export interface CodeFacts {
  readonly commits: ReadonlyMap<string, CommitFacts>;
  readonly pulls: ReadonlyMap<string, PullRequestFacts>;
}

/**
 * Everything about the carried commits of one repository, in a fixed number of statements: the commits, the pull
 * requests that they landed from or that the platform names, their reviews, heads, commits and pushers. What was picked
 * from elsewhere keeps its links: the commits that it was picked from are among them, and those that are reverted.
 */
export async function loadCode(around: Near, repository: string, carried: readonly string[]): Promise<CodeFacts> {
  const named = (shas: readonly string[]) => shas.map((sha) => commitName(repository, sha));
  const loaded = (shas: readonly string[]) => together([around.commits(named(shas)), around.landed(named(shas))]);
  const [theirs0, landed0] = await loaded(carried);
  const picked = pickedBy(carried, theirs0.values());
  const [origins, theirLanded] = picked.length > 0 ? await loaded(picked) : [new Map<string, CommitFacts>(), new Map<string, PullRow[]>()];
  const [found, landed] = [new Map([...theirs0, ...origins]), new Map([...landed0, ...theirLanded])];
  await addReverted(carried, found, async (shas) => {
    const [commits, pulls] = await loaded(shas);
    for (const [name, rows] of pulls) landed.set(name, rows);
    return commits;
  });
  const associated = [...new Set([...found.values()].flatMap((commit) => commit.associated))];
  const rows = distinct([...[...landed.values()].flat(), ...(await around.pulls(associated)).values()]);
  const names = rows.map((row) => row.pullRequest);
  const [heads, reviews] = await together([around.heads(names), around.reviews(names)]);
  const own = [...new Set([...heads.values()].flat().flatMap((head) => [head.head, ...(head.commits ?? [])]))];
  const others = [...new Set([...heads.values()].flat().flatMap((head) => head.commits ?? []))];
  const [pushes, theirs] = await together([around.pushes(named(own)), around.commits(named(others))]);
  const pushed = (sha: string) => pushes.get(commitName(repository, sha)) ?? [];
  const pulls = rows.map((row) => pullOf(row, heads.get(row.pullRequest) ?? [], reviews.get(row.pullRequest) ?? [], pushed));
  return {
    commits: new Map([...found.values(), ...theirs.values()].map((commit) => [commit.sha, commit])),
    pulls: new Map(pulls.map((pull) => [pull.pullRequest, pull])),
  };
}

type Commits = ReadonlyMap<string, CommitFacts>;

/** Adds what the commits revert, and what that reverts in turn; a statement more where there is any. */
async function addReverted(
  shas: readonly string[],
  found: Map<string, CommitFacts>,
  load: (shas: readonly string[]) => Promise<Commits>,
): Promise<void> {
  const asked = new Set(shas);
  for (let depth = 0; depth < DEEPEST_REVERT; depth++) {
    const bySha = new Map([...found.values()].map((commit) => [commit.sha, commit]));
    const more = revertedFrom(shas, bySha).filter((sha) => !asked.has(sha));
    if (more.length === 0) return;
    for (const sha of more) asked.add(sha);
    for (const [name, commit] of await load(more)) found.set(name, commit);
  }
}

/** What these commits say they were picked from, beside themselves. */
export function pickedBy(shas: readonly string[], commits: Iterable<CommitFacts>): readonly string[] {
  const own = new Set(shas);
  return [...new Set([...commits].flatMap(({ pickedFrom }) => pickedFrom))].filter((sha) => !own.has(sha)).sort();
}

/** Each once, in order of their names. */
function distinct(rows: readonly PullRow[]): readonly PullRow[] {
  return [...new Map(rows.map((row) => [row.pullRequest, row])).values()].sort((a, b) => (a.pullRequest < b.pullRequest ? -1 : 1));
}

function pullOf(
  { mergedFrom: from, mergedTo: to, ...row }: PullRow,
  heads: readonly PullRequestHead[],
  reviews: readonly ReviewRow[],
  pushed: (sha: string) => readonly PushFacts[],
): PullRequestFacts {
  // The push that put the merge itself on the target branch makes nobody an author.
  const own = heads.flatMap((head) => [head.head, ...(head.commits ?? [])]).filter((sha) => sha !== row.mergeCommit);
  return {
    ...row,
    merged: from !== null && to !== null ? { from, to } : null,
    heads: heads.map(({ head, commits, cut }) => ({ head, commits, cut })),
    reviews: reviews.map(({ pullRequest: _, from: start, to: end, ...review }) => ({
      ...review,
      submitted: start !== null && end !== null ? { from: start, to: end } : null,
    })),
    pushes: [...new Set(own)].flatMap(pushed),
  };
}
