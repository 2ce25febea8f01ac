import type { Instant } from '#contract';
import type { CommitFacts, PathFacts, PullRequestFacts, PullRequestHead, PushFacts, ReviewFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { grouped } from './gather.js';

type Found<T> = Promise<ReadonlyMap<string, T>>;

/** What commits are loaded by. */
export function commitName(repository: string, sha: string): string {
  return `${repository} ${sha}`;
}

/** The repositories and shas of such names. */
export function partsOf(names: readonly string[]): readonly [string[], string[]] {
  const cuts = names.map((name) => name.lastIndexOf(' '));
  return [names.map((name, nth) => name.slice(0, cuts[nth])), names.map((name, nth) => name.slice((cuts[nth] ?? 0) + 1))];
}

export async function loadCommits(tx: Transaction, names: readonly string[]): Found<CommitFacts> {
  const [repositories, shas] = partsOf(names);
  const rows = await tx<(CommitFacts & { readonly repository: string })[]>`
    select repository, sha, seq, authors, unresolved_author as "unresolvedAuthor", associated, reverts,
      picked_from as "pickedFrom"
    from unnest(${repositories}::text[], ${shas}::text[]) as named (repository, sha) join code_commit using (repository, sha)`;
  return new Map(rows.map(({ repository, ...commit }) => [commitName(repository, commit.sha), commit]));
}

export async function loadPaths(tx: Transaction, names: readonly string[]): Found<PathFacts> {
  const [repositories, shas] = partsOf(names);
  const rows = await tx<(PathFacts & { readonly repository: string })[]>`
    select repository, sha, paths, whole, merge_read as "mergeRead", own
    from unnest(${repositories}::text[], ${shas}::text[]) as named (repository, sha) join commit_path using (repository, sha)`;
  return new Map(rows.map(({ repository, ...facts }) => [commitName(repository, facts.sha), facts]));
}

export interface PullRow extends Omit<PullRequestFacts, 'merged' | 'heads' | 'reviews' | 'pushes'> {
  readonly mergedFrom: Instant | null;
  readonly mergedTo: Instant | null;
}

function pullColumns(tx: Transaction) {
  return tx`
    pull_request as "pullRequest", repository, number, opener, opened_seq as "openedSeq", merge_commit as "mergeCommit",
    merge_base as "mergeBase", merge_head as "mergeHead", merged_seq as "mergedSeq", merged_from as "mergedFrom", merged_to as "mergedTo"`;
}

export async function loadPulls(tx: Transaction, names: readonly string[]): Found<PullRow> {
  const rows = await tx<PullRow[]>`select ${pullColumns(tx)} from pull_request where pull_request = any(${names as string[]})`;
  return new Map(rows.map((row) => [row.pullRequest, row]));
}

/** The pull requests that landed as these commits. */
export async function loadLanded(tx: Transaction, commits: readonly string[]): Found<readonly PullRow[]> {
  const [repositories, shas] = partsOf(commits);
  const rows = await tx<PullRow[]>`
    select ${pullColumns(tx)}
    from unnest(${repositories}::text[], ${shas}::text[]) as named (repository, merge_commit) join pull_request using (repository, merge_commit)
    order by pull_request`;
  return grouped(rows, (row) => commitName(row.repository ?? '', row.mergeCommit ?? ''));
}

export async function loadHeads(tx: Transaction, pulls: readonly string[]): Found<readonly PullRequestHead[]> {
  const rows = await tx<(PullRequestHead & { readonly pullRequest: string })[]>`
    select pull_request as "pullRequest", head, commits, cut from pull_request_head
    where pull_request = any(${pulls as string[]})
    order by pull_request, head`;
  return grouped(rows, (row) => row.pullRequest);
}

export type ReviewRow = Omit<ReviewFacts, 'submitted'> & {
  readonly pullRequest: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
};

export async function loadReviews(tx: Transaction, pulls: readonly string[]): Found<readonly ReviewRow[]> {
  const rows = await tx<ReviewRow[]>`
    select r.pull_request as "pullRequest", r.review, r.reviewer, coalesce(s.service, false) as service, r.state, r.commit,
      r.submitted_from as "from", r.submitted_to as "to", r.submitted_seq as "submittedSeq"
    from review r left join account s on s.person = r.reviewer
    where r.pull_request = any(${pulls as string[]})
    order by r.pull_request, r.review`;
  return grouped(rows, (row) => row.pullRequest);
}

/** Who pushed these commits. */
export async function loadPushes(tx: Transaction, commits: readonly string[]): Found<readonly PushFacts[]> {
  const [repositories, shas] = partsOf(commits);
  const rows = await tx<(PushFacts & { readonly repository: string })[]>`
    select repository, after as sha, before, pusher
    from unnest(${repositories}::text[], ${shas}::text[]) as named (repository, after) join push using (repository, after)
    where pusher is not null
    order by after, before, pusher`;
  const pushes = rows.map(({ repository, ...push }) => ({ name: commitName(repository, push.sha), push }));
  return new Map([...grouped(pushes, ({ name }) => name)].map(([name, group]) => [name, group.map(({ push }) => push)]));
}
