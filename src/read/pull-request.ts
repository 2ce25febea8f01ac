import type { Instant, Interval } from '#contract';
import type { Sql } from '../db/pool.js';
import { interval } from './deployment.js';

export interface PullRequestRow {
  readonly pullRequest: string;
  readonly repository: string | null;
  readonly number: number | null;
  readonly opener: string | null;
  readonly openedAt: Interval | null;
  readonly merger: string | null;
  readonly mergedAt: Interval | null;
  readonly mergeCommit: string | null;
}

/** As a statement gives it: the interval in two columns. */
export type Dated<T, K extends string> = Omit<T, `${K}At`> & Record<`${K}From` | `${K}To`, Instant | null>;

export async function pullRequestRows(sql: Sql, refs: readonly string[]): Promise<PullRequestRow[]> {
  const rows = await sql<Dated<Dated<PullRequestRow, 'opened'>, 'merged'>[]>`
    select pull_request as "pullRequest", repository, number, opener, opened_from as "openedFrom", opened_to as "openedTo",
      merger, merged_from as "mergedFrom", merged_to as "mergedTo", merge_commit as "mergeCommit"
    from pull_request
    where pull_request = any(${refs as string[]})`;
  return rows.map(({ openedFrom, openedTo, mergedFrom, mergedTo, ...row }) => ({
    ...row,
    openedAt: interval(openedFrom, openedTo),
    mergedAt: interval(mergedFrom, mergedTo),
  }));
}

/** The newest event that says the title of each of these pull requests. */
export async function titleEvents(sql: Sql, pullRequests: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql<{ subject: string; seq: number }[]>`
    select distinct on (t.subject) t.subject, t.seq
    from timeline_entry t
    join ledger_event l on l.seq = t.seq
    where t.type = 'pull_request.edited' and t.standing = 'CURRENT' and t.subject = any(${pullRequests as string[]})
      and convert_from(l.body, 'UTF8')::jsonb -> 'core' ? 'title'
    order by t.subject, t.sort_at desc, t.seq desc`;
  return new Map(rows.map((row) => [row.subject, row.seq]));
}

/** Names of repositories, by ref. */
export async function repositoryNames(sql: Sql, refs: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await sql<{ repository: string; name: string | null }[]>`
    select repository, name from repository where repository = any(${refs as string[]})`;
  return new Map(rows.map((row) => [row.repository, row.name]));
}
