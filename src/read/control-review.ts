import type { Instant, Json } from '#contract';
import { demand, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { commitmentOf, ledgerEvents } from './body.js';
import { isOverdue } from './gap-due.js';
import { conditionOf, type GapFilter } from './gap-filter.js';
import { allGaps } from './gap-rows.js';
import type { Hub } from './hub.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { everybody } from './people.js';
import { spokenBy } from './speaker.js';
import type { CannotDo, ReviewSaid, ReviewSigned } from './statement.js';

export type Reviewed = 'OPEN_GAPS' | 'UNRESOLVED_PEOPLE';

/** How many of what was reviewed have a property. */
export interface ReviewCount {
  readonly by: 'SEVERITY' | 'STATUS' | 'DUE' | 'SOURCE';
  readonly value: string;
  readonly count: number;
}

/** What stands under review: the open and acknowledged gaps that match, or the people whom no other source is known to know. */
export async function underReview(sql: Sql, of: Reviewed, filter: GapFilter): Promise<{ count: number; counts: readonly ReviewCount[] }> {
  return of === 'OPEN_GAPS' ? openGaps(sql, filter) : unresolvedPeople(sql);
}

async function openGaps(sql: Sql, filter: GapFilter): Promise<{ count: number; counts: readonly ReviewCount[] }> {
  const rows = await sql<{ by: ReviewCount['by'] | null; value: string; count: number }[]>`
    with m as materialized (
      select g.severity, g.status, ${isOverdue(sql)} as overdue
      from (${allGaps(sql)}) g
      where g.status in ('OPEN', 'ACKNOWLEDGED') and ${conditionOf(sql, filter)})
    select null as by, '' as value, count(*)::int as count from m
    union all select 'SEVERITY', severity, count(*)::int from m group by severity
    union all select 'STATUS', status, count(*)::int from m group by status
    union all select 'DUE', 'OVERDUE', count(*)::int from m where overdue having count(*) > 0
    order by by, value`;
  return {
    count: rows.find(({ by }) => by === null)?.count ?? 0,
    counts: rows.flatMap(({ by, value, count }) => (by === null ? [] : [{ by, value, count }])),
  };
}

async function unresolvedPeople(sql: Sql): Promise<{ count: number; counts: readonly ReviewCount[] }> {
  const { all } = await everybody(sql);
  const people = all.filter(({ unresolved }) => unresolved);
  const bySource = new Map<string, number>();
  for (const source of people.flatMap(({ accounts }) => [...new Set(accounts.map((one) => one.source))])) {
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
  }
  const counts = [...bySource].sort(([a], [b]) => (a < b ? -1 : 1));
  return { count: people.length, counts: counts.map(([value, count]) => ({ by: 'SOURCE', value, count })) };
}

/** What somebody signs off. */
export interface ReviewInput {
  readonly of: Reviewed;
  readonly gaps?: GapFilter | null;
  readonly expectedCount: number;
  readonly statement: string;
}

/** Records that a person looked through what is open, if it is as much as he saw. Compliance and administrators, and persons only. */
export async function signOffReview(
  hub: Hub,
  viewer: Viewer,
  { of, gaps, expectedCount, statement }: ReviewInput,
): Promise<ReviewSigned | CannotDo> {
  demand(viewer, 'compliance', 'sign a review off');
  const by = spokenBy(viewer, statement, 'sign a review off');
  if ('sentence' in by) return by;
  if (of === 'UNRESOLVED_PEOPLE' && gaps) return { sentence: 'A review of unresolved people takes no filter of gaps. Leave gaps out.' };
  const said: ReviewSaid = { of, filter: gaps ?? {}, expected: expectedCount, by };
  return hub.signOffReview(said);
}

/** A review as it was signed off. */
export interface ControlReviewRow {
  readonly seq: number;
  readonly event: string;
  readonly of: Reviewed;
  /** Which gaps, as it was asked for. */
  readonly filter: Json;
  readonly count: number;
  readonly counts: readonly ReviewCount[];
  /** The ledger that it looked at. */
  readonly checkpoint: { readonly log: string; readonly size: number; readonly root: string };
  readonly signedAt: Instant;
  /** The token of the person. */
  readonly signedBy: string;
  /** Commitments to texts. */
  readonly holder: string | null;
  readonly statement: string | null;
}

/** Reviews, the newest first. */
export async function controlReviews(sql: Sql, input: PageInput): Promise<Page<ControlReviewRow>> {
  const slice = sliceOf(input, 'reviews', ['int']);
  const from = Number(slice.from?.[0] ?? Number.MAX_SAFE_INTEGER);
  const page = sql`select seq from timeline_entry where type = ${SIGNED} and seq < ${from} order by seq desc limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<{ seq: number }>(sql, page, sql`p.seq desc`);
  const read = await reviewsAt(
    sql,
    rows.map(({ seq }) => seq),
  );
  const count = () => countOf(sql, sql`select from timeline_entry where type = ${SIGNED}`);
  return pageOf({ name: 'reviews', slice, rows: read, asOf, keyOf: ({ seq }) => [seq], nodeOf: (row) => row, count });
}

const SIGNED = 'control_review.signed_off';

/** Those recorded in a span, oldest first. */
export async function reviewsBetween(
  sql: Sql,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<ControlReviewRow[]> {
  const rows = await sql<{ seq: number }[]>`
    select seq from timeline_entry
    where type = ${SIGNED} and recorded_at >= ${from}::timestamptz and recorded_at < ${to}::timestamptz`;
  const found = await reviewsAt(
    sql,
    rows.map(({ seq }) => seq),
  );
  return found.reverse();
}

/** Newest first. */
export async function reviewsAt(sql: Sql, seqs: readonly number[]): Promise<ControlReviewRow[]> {
  const events = seqs.length === 0 ? [] : [...(await ledgerEvents(sql, seqs)).values()];
  return events
    .sort((a, b) => b.seq - a.seq)
    .map(({ seq, envelope, body: { core } }) => ({
      seq,
      event: envelope.eventId,
      of: core['of'] as Reviewed,
      filter: core['filter'] ?? {},
      count: Number(core['count']),
      counts: (core['counts'] ?? []) as unknown as readonly ReviewCount[],
      checkpoint: core['checkpoint'] as unknown as ControlReviewRow['checkpoint'],
      signedAt: envelope.recordedAt,
      signedBy: String(core['by']),
      holder: commitmentOf(core['holder']),
      statement: commitmentOf(core['statement']),
    }));
}
