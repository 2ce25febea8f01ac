import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { CommitFacts, PullRequestFacts, PullRequestHead, PushFacts, ReviewFacts } from '../../correlate/index.js';

export interface CodeFacts {
  readonly commits: ReadonlyMap<string, CommitFacts>;
  readonly pulls: ReadonlyMap<string, PullRequestFacts>;
}

/**
 * Everything about the carried commits of one repository, in a fixed number of statements: the commits, the pull
 * requests that they landed from or that the platform names, their reviews, heads, commits and pushers.
 */
export async function loadCode(tx: Transaction, repository: string, carried: readonly string[]): Promise<CodeFacts> {
  const commits = new Map<string, CommitFacts>();
  await addCommits(tx, repository, carried, commits);
  const associated = [...new Set([...commits.values()].flatMap((commit) => commit.associated))];
  const rows = await pullRows(tx, repository, carried, associated);
  const names = rows.map((row) => row.pullRequest);
  const [headsFound, reviewsFound] = await Promise.all([headRows(tx, names), reviewRows(tx, names)]);
  const [heads, reviews] = [grouped(headsFound), grouped(reviewsFound)];
  const own = [...new Set([...heads.values()].flat().flatMap((head) => head.commits ?? []))].filter((sha) => !commits.has(sha));
  await addCommits(tx, repository, own, commits);
  const pushers = await pushersOf(tx, repository, [...heads.values()].flat());
  const pulls = rows.map((row) => pullOf(row, heads.get(row.pullRequest) ?? [], reviews.get(row.pullRequest) ?? [], pushers));
  return { commits, pulls: new Map(pulls.map((pull) => [pull.pullRequest, pull])) };
}

async function addCommits(tx: Transaction, repository: string, shas: readonly string[], into: Map<string, CommitFacts>): Promise<void> {
  if (shas.length === 0) return;
  const rows = await tx<CommitFacts[]>`
    select sha, seq, authors, unresolved_author as "unresolvedAuthor", associated, reverts
    from code_commit
    where repository = ${repository} and sha = any(${shas as string[]})`;
  for (const row of rows) into.set(row.sha, row);
}

interface PullRow extends Omit<PullRequestFacts, 'merged' | 'heads' | 'reviews' | 'pushes'> {
  readonly mergedFrom: Instant | null;
  readonly mergedTo: Instant | null;
}

async function pullRows(
  tx: Transaction,
  repository: string,
  carried: readonly string[],
  associated: readonly string[],
): Promise<readonly PullRow[]> {
  return tx<PullRow[]>`
    select pull_request as "pullRequest", repository, number, opener, opened_seq as "openedSeq", merge_commit as "mergeCommit",
      merge_base as "mergeBase", merge_head as "mergeHead", merged_seq as "mergedSeq", merged_from as "mergedFrom", merged_to as "mergedTo"
    from pull_request
    where repository = ${repository} and merge_commit = any(${carried as string[]})
       or pull_request = any(${associated as string[]})
    order by pull_request`;
}

type HeadRow = PullRequestHead & { readonly pullRequest: string };

async function headRows(tx: Transaction, pulls: readonly string[]): Promise<readonly HeadRow[]> {
  if (pulls.length === 0) return [];
  return tx<HeadRow[]>`
    select pull_request as "pullRequest", head, commits, cut from pull_request_head
    where pull_request = any(${pulls as string[]})
    order by pull_request, head`;
}

type ReviewRow = Omit<ReviewFacts, 'submitted'> & {
  readonly pullRequest: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
};

async function reviewRows(tx: Transaction, pulls: readonly string[]): Promise<readonly ReviewRow[]> {
  if (pulls.length === 0) return [];
  return tx<ReviewRow[]>`
    select r.pull_request as "pullRequest", r.review, r.reviewer, coalesce(s.service, false) as service, r.state, r.commit,
      r.submitted_from as "from", r.submitted_to as "to", r.submitted_seq as "submittedSeq"
    from review r left join account s on s.person = r.reviewer
    where r.pull_request = any(${pulls as string[]})
    order by r.pull_request, r.review`;
}

/** Who pushed which head. */
async function pushersOf(
  tx: Transaction,
  repository: string,
  heads: readonly HeadRow[],
): Promise<ReadonlyMap<string, readonly PushFacts[]>> {
  const shas = [...new Set(heads.flatMap((head) => [head.head, ...(head.commits ?? [])]))];
  if (shas.length === 0) return new Map();
  const rows = await tx<PushFacts[]>`
    select after as sha, before, pusher from push
    where repository = ${repository} and after = any(${shas}) and pusher is not null
    order by after, before, pusher`;
  const pushers = new Map<string, PushFacts[]>();
  for (const push of rows) pushers.set(push.sha, [...(pushers.get(push.sha) ?? []), push]);
  return pushers;
}

function pullOf(
  { mergedFrom: from, mergedTo: to, ...row }: PullRow,
  heads: readonly HeadRow[],
  reviews: readonly ReviewRow[],
  pushed: ReadonlyMap<string, readonly PushFacts[]>,
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
    pushes: [...new Set(own)].flatMap((sha) => pushed.get(sha) ?? []),
  };
}

function grouped<T extends { readonly pullRequest: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(row.pullRequest, [...(groups.get(row.pullRequest) ?? []), row]);
  return groups;
}
