import type { Sql } from '../db/pool.js';
import { ledgerEvents } from './body.js';
import type { TimelineRow } from './event.js';
import type { Batch, Span } from './feed.js';
import { gapsNamed } from './gap.js';
import type { GapFilter } from './gap-filter.js';
import { gapOfRef, gapRef } from './gap-id.js';
import { alertsBetween, type AlertRow } from './gap-step.js';
import { timelineBetween, timelineRowsById } from './timeline.js';
import type { TimelineFilter } from './timeline-filter.js';

/** ADDED: a new event. CORRECTED: its source or the other door says more, or something else. SUPERSEDED: it holds no longer. */
export type UpdateKind = 'ADDED' | 'CORRECTED' | 'SUPERSEDED';

export interface UpdateRow {
  readonly kind: UpdateKind;
  /** The new event, or the one that it speaks of, as it stands now. */
  readonly event: TimelineRow;
  /** Position in the ledger of the event that brought the news. */
  readonly seq: number;
}

const KINDS: Readonly<Record<string, UpdateKind>> = {
  'event.enriched': 'CORRECTED',
  'event.rewritten': 'CORRECTED',
  'event.withdrawn': 'SUPERSEDED',
};

/** The news of the timeline in a span of the ledger that match the filter. */
export async function timelineNews(sql: Sql, filter: TimelineFilter, span: Span): Promise<Batch<UpdateRow>> {
  const rows = await timelineBetween(sql, filter, span);
  const items = await asNews(sql, rows);
  return { items, readTo: rows.length < span.limit ? span.upTo : (rows.at(-1)?.seq ?? span.upTo) };
}

/** The same without steps of BASELINE gaps, of which nobody is told by a route (`controls.md`, Life of a gap). */
export async function routedNews(sql: Sql, filter: TimelineFilter, span: Span): Promise<Batch<UpdateRow>> {
  const { items, readTo } = await timelineNews(sql, filter, span);
  const steps = items.flatMap(({ event: { subject } }) => gapOfRef(subject) ?? []);
  const found = steps.length > 0 ? await gapsNamed(sql, steps) : [];
  const silent = new Set(found.filter(({ baseline }) => baseline).map(gapRef));
  return { items: items.filter(({ event: { subject } }) => !silent.has(subject)), readTo };
}

/** What each of these events brings, in their order. */
export async function asNews(sql: Sql, rows: readonly TimelineRow[]): Promise<readonly UpdateRow[]> {
  const corrected = await correctedBy(
    sql,
    rows.filter((row) => row.type in KINDS),
  );
  return rows.map((row) => ({ kind: KINDS[row.type] ?? 'ADDED', event: corrected.get(row.seq) ?? row, seq: row.seq }));
}

/** The steps of gaps in a span of the ledger whose gap matches the filter. */
export async function gapNews(sql: Sql, filter: GapFilter, span: Span): Promise<Batch<AlertRow>> {
  const { alerts, readTo } = await alertsBetween(sql, filter, span);
  return { items: alerts, readTo };
}

/** By the sequence number of the correction: the event that its core names in `of`. */
async function correctedBy(sql: Sql, corrections: readonly TimelineRow[]): Promise<Map<number, TimelineRow>> {
  if (corrections.length === 0) return new Map();
  const bodies = await ledgerEvents(
    sql,
    corrections.map((row) => row.seq),
  );
  const ids = new Map(
    [...bodies].flatMap(([seq, { body }]) => (typeof body.core['of'] === 'string' ? [[seq, body.core['of']] as const] : [])),
  );
  const rows = new Map((await timelineRowsById(sql, [...new Set(ids.values())])).map((row) => [row.eventId, row]));
  return new Map([...ids].flatMap(([seq, id]) => (rows.has(id) ? [[seq, rows.get(id) as TimelineRow] as const] : [])));
}
