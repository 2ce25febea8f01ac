import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import type { TimelineRow } from './event.js';
import { bothMoments, type Moments } from './moments.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { columns, type Row, rowOf } from './timeline.js';
import { conditionOf, type TimelineFilter } from './timeline-filter.js';
import { asNews, type UpdateRow } from './updates.js';

/** News of the timeline between two moments, and the event that brought it. */
export interface TimelineDifferenceRow extends UpdateRow {
  /** Of an event that came itself. */
  readonly by: TimelineRow;
}

/**
 * One page of what the timeline said differently at two moments, the latest recorded first: events that came, that their source or
 * the other door said more or something else of, and that hold no longer. Refuses BAD_INPUT unless `from` is before `to` and both are over.
 */
export async function timelineDifference(
  sql: Sql,
  filter: TimelineFilter,
  moments: Moments,
  input: PageInput,
): Promise<Page<TimelineDifferenceRow>> {
  const slice = sliceOf(input, 'timeline-differences', ['int']);
  const { later, fromSeq } = await bothMoments(sql, moments);
  const where = later`seq > ${fromSeq} and ${conditionOf(later, filter)}`;
  const [at] = (slice.from ?? [null]) as readonly [number | null];
  const beyond = at === null ? later`true` : slice.backward ? later`seq > ${at}::bigint` : later`seq < ${at}::bigint`;
  const query = later`
    select ${columns(later)} from timeline_entry where ${where} and ${beyond}
    order by ${slice.backward ? later`seq` : later`seq desc`}
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Row>(later, query, slice.backward ? later`p.seq` : later`p.seq desc`);
  const events = rows.map(rowOf);
  const news = new Map((await asNews(later, events)).map((one) => [one.seq, one]));
  return pageOf({
    ...{ name: 'timeline-differences', slice, rows: events, asOf },
    keyOf: (row) => [row.seq],
    nodeOf: (by) => ({ ...(news.get(by.seq) ?? { kind: 'ADDED' as const, event: by, seq: by.seq }), by }),
    count: () => countOf(later, later`select from timeline_entry where ${where}`),
  });
}
