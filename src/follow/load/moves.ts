import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { readEvents } from '../../ledger/index.js';
import { grouped } from './gather.js';

/** A branch was moved, or read at a commit; the earliest first. */
export interface Move {
  readonly branch: string;
  /** Where it stood; empty: nowhere, or it was only read. */
  readonly before: string;
  /** Empty: it was deleted. */
  readonly after: string;
  readonly isForced: boolean;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly seq: number;
}

/** How these branches moved, and at the end of each what it was read at last, where that was after its last move. */
export async function loadMoves(tx: Transaction, repository: string, branches: readonly string[]): Promise<readonly Move[]> {
  const [moves, readings] = await together([
    tx<(Move & { at: Instant })[]>`
      select p.branch, p.before, p.after, e.type = 'branch.rewritten' as "isForced", e.occurred_from as "from", e.occurred_to as "to",
        e.seq, e.sort_at as at
      from push p join timeline_entry e on e.seq = p.seq
      where p.repository = ${repository} and p.branch = any(${branches as string[]})
      order by e.sort_at, e.seq`,
    // One event for each commit at which a branch was ever read: the last alone counts.
    tx<{ seq: number; at: Instant }[]>`
      select distinct on (subject) seq, sort_at as at from timeline_entry
      where type = 'branch.observed' and repository = ${repository}
      order by subject, seq desc`,
  ]);
  const at = new Map(readings.map((one) => [one.seq, one.at]));
  const bodies = readings.length === 0 ? [] : await readEvents(tx, [...at.keys()]);
  const read = bodies.flatMap(({ seq, body: { core } }) => {
    const { branch, head } = core;
    if (typeof branch !== 'string' || typeof head !== 'string' || !branches.includes(branch)) return [];
    return [{ branch, before: '', after: head, isForced: false, from: null, to: null, seq, at: at.get(seq)! }];
  });
  return [...moves, ...read].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq)).map(({ at: _, ...move }) => move);
}

/** By commit, the production deployments that brought it, or were of it. */
export async function loadDeployedOf(
  tx: Transaction,
  repository: string,
  shas: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await tx<{ sha: string; deployment: string }[]>`
    with brought as (
      select sha, deployment from deployment_commit
      where repository = ${repository} and sha = any(${shas as string[]}) and direction = 'CARRIES' and recorded_to is null
      union
      select coalesce(b.sha, d.sha), d.deployment
      from deployment d left join deployment_build b on b.deployment = d.deployment and b.recorded_to is null
      where coalesce(b.repository, d.repository) = ${repository} and coalesce(b.sha, d.sha) = any(${shas as string[]}))
    select sha, deployment from brought join deployment_range r using (deployment)
    where r.recorded_to is null and r.standing = 'PRODUCTION' and r.start_from is not null
    order by sha, deployment`;
  return new Map([...grouped(rows, ({ sha }) => sha)].map(([sha, group]) => [sha, group.map(({ deployment }) => deployment)]));
}

export interface MergedAs {
  readonly sha: string;
  readonly number: number | null;
  readonly seq: number | null;
}

/** By commit, the pull requests that were merged as it into one of these branches. */
export async function loadMergedOf(
  tx: Transaction,
  repository: string,
  shas: readonly string[],
  branches: readonly string[],
): Promise<ReadonlyMap<string, readonly MergedAs[]>> {
  const rows = await tx<MergedAs[]>`
    select merge_commit as sha, number, merged_seq as seq from pull_request
    where repository = ${repository} and merge_commit = any(${shas as string[]}) and merge_base = any(${branches as string[]})
    order by number, pull_request`;
  return grouped(rows, ({ sha }) => sha);
}
