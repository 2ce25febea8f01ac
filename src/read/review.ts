import type { Interval } from '#contract';
import type { Sql } from '../db/pool.js';
import { interval } from './deployment.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';
import type { Dated } from './pull-request.js';

export interface ReviewRow {
  readonly review: string;
  readonly pullRequest: string;
  readonly reviewer: string | null;
  readonly state: string | null;
  readonly commit: string | null;
  readonly submittedAt: Interval | null;
  readonly dismissedBy: string | null;
  readonly dismissed: boolean;
}

/** For each pull request one page of its reviews, oldest first, those without a time last. */
export function reviewsOf(sql: Sql, pullRequests: readonly string[], input: PageInput): Promise<Page<ReviewRow>[]> {
  const matching = sql`
    select review, pull_request as "pullRequest", reviewer, state, commit, submitted_from as "submittedFrom",
      submitted_to as "submittedTo", dismissed_by as "dismissedBy", dismissed_seq is not null as dismissed
    from review
    where pull_request = w.pull_request`;
  return pagesOf<Dated<ReviewRow, 'submitted'>, ReviewRow>(
    sql,
    {
      name: 'reviews',
      kinds: ['maybeTime', 'text'],
      parents: sql`unnest(${pullRequests as string[]}::text[])`,
      columns: sql`pull_request`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and ${from === null ? sql`true` : sql`(coalesce(submitted_from, 'infinity'), review) > (${from[0] ?? 'infinity'}::timestamptz, ${String(from[1])})`}
        order by submitted_from, review
        limit ${limit + 1}`,
      order: sql`p."submittedFrom", p.review`,
      keyOf: (row) => [row.submittedFrom, row.review],
      nodeOf: ({ submittedFrom, submittedTo, ...row }) => ({ ...row, submittedAt: interval(submittedFrom, submittedTo) }),
    },
    input,
  );
}
