import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { countOf, withAsOf } from './as-of.js';
import type { TimelineRow } from './event.js';
import { facetsOf, type Counted, type Facet } from './facets.js';
import { pageOf, sliceOf, type Page, type PageInput, type Slice } from './page.js';
import { conditionOf, type TimelineFilter } from './timeline-filter.js';

export type TimelineFacet = Facet<'TYPE' | 'SOURCE'>;
export interface TimelinePage extends Page<TimelineRow> {
  readonly facets: (by: readonly TimelineFacet['by'][]) => Promise<TimelineFacet[]>;
}

export interface Row extends Omit<TimelineRow, 'occurredAt'> {
  readonly occurredFrom: Instant | null;
  readonly occurredTo: Instant | null;
}

/** One page of the timeline, newest first; `last` and `before` walk towards the newest. */
export async function timeline(sql: Sql, filter: TimelineFilter, input: PageInput): Promise<TimelinePage> {
  const slice = sliceOf(input, 'timeline', ['time', 'int']);
  const where = conditionOf(sql, filter);
  const { asOf, rows } = await withAsOf<Row>(sql, pageQuery(sql, where, slice), orderOf(sql, slice));
  const page = pageOf({
    name: 'timeline',
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.sortAt, row.seq],
    nodeOf: rowOf,
    count: () => countOf(sql, sql`select from timeline_entry where ${where}`),
  });
  return { ...page, facets: (by) => facetsOf(sql, counted(sql, where), by) };
}

/** The events with these sequence numbers, in ascending order. */
export async function timelineRows(sql: Sql, seqs: readonly number[]): Promise<TimelineRow[]> {
  const rows = await sql<Row[]>`select ${columns(sql)} from timeline_entry where seq = any(${seqs as number[]}::bigint[]) order by seq`;
  return rows.map(rowOf);
}

/** The events with these ids, each in the reading that stands. */
export async function timelineRowsById(sql: Sql, eventIds: readonly string[]): Promise<TimelineRow[]> {
  const rows = await sql<Row[]>`
    select distinct on (event_id) ${columns(sql)}
    from timeline_entry
    where event_id = any(${eventIds as string[]})
    order by event_id, (standing = 'CURRENT') desc, seq desc`;
  return rows.map(rowOf);
}

/** What matches between two positions of the ledger, in order: the news for a subscriber. */
export async function timelineBetween(sql: Sql, filter: TimelineFilter, span: { after: number; upTo: number; limit: number }) {
  const rows = await sql<Row[]>`
    select ${columns(sql)}
    from timeline_entry
    where seq > ${span.after} and seq <= ${span.upTo} and ${conditionOf(sql, filter)}
    order by seq
    limit ${span.limit}`;
  return rows.map(rowOf);
}

export function columns(sql: Sql) {
  return sql`
    seq, event_id as "eventId", type, source, subject, repository, person,
    occurred_from as "occurredFrom", occurred_to as "occurredTo", sort_at as "sortAt",
    recorded_at as "recordedAt", standing`;
}

function pageQuery(sql: Sql, where: Fragment, slice: Slice) {
  return sql`
    select ${columns(sql)}
    from timeline_entry
    where ${where} and ${beyond(sql, slice)}
    order by ${slice.backward ? sql`sort_at, seq` : sql`sort_at desc, seq desc`}
    limit ${slice.limit + 1}`;
}

function beyond(sql: Sql, { from, backward }: Slice) {
  if (from === null) return sql`true`;
  const [sortAt, seq] = from as readonly [string, number];
  return backward
    ? sql`(sort_at, seq) > (${sortAt}::timestamptz, ${seq}::bigint)`
    : sql`(sort_at, seq) < (${sortAt}::timestamptz, ${seq}::bigint)`;
}

function orderOf(sql: Sql, { backward }: Slice) {
  return backward ? sql`p."sortAt", p.seq` : sql`p."sortAt" desc, p.seq desc`;
}

function counted(sql: Sql, where: Fragment): Counted<TimelineFacet['by']> {
  return {
    matching: sql`select type, source from timeline_entry where ${where} order by sort_at desc, seq desc`,
    columns: { TYPE: sql`m.type`, SOURCE: sql`m.source` },
  };
}

export function rowOf({ occurredFrom, occurredTo, ...row }: Row): TimelineRow {
  const occurredAt = occurredFrom !== null && occurredTo !== null ? { from: occurredFrom, to: occurredTo } : null;
  return { ...row, occurredAt };
}
