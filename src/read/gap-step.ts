import type { EventType, Instant, Json, LedgerEvent, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import { ledgerEvents } from './body.js';
import type { GapFilter } from './gap-filter.js';
import { gapOfRef, gapRef, type GapName } from './gap-id.js';
import { gapsNamed, type GapRow } from './gap.js';

/** One recorded step of a gap's life. */
export interface GapStepRow {
  readonly seq: number;
  readonly type: EventType;
  readonly gap: GapName;
  readonly at: Instant;
  readonly sentence: string | null;
  readonly severity: Severity | null;
  readonly cause: string | null;
}

export const GAP_STEPS: readonly EventType[] = ['gap.opened', 'gap.resolved', 'gap.reopened', 'gap.withdrawn'];

/** The steps of each of these gaps, oldest first, at most 200 for one. */
export async function stepsOf(sql: Sql, gaps: readonly GapName[]): Promise<GapStepRow[]> {
  const rows = await sql<{ seq: number }[]>`
    select s.seq
    from unnest(${gaps.map(gapRef)}::text[]) as w (subject)
    cross join lateral (
      select seq from timeline_entry
      where subject = w.subject and type = any(${GAP_STEPS as string[]})
      order by sort_at, seq
      limit 200
    ) s`;
  return steps(
    sql,
    rows.map((row) => row.seq),
  );
}

export interface AlertRow {
  readonly step: GapStepRow;
  readonly gap: GapRow;
  /** Position in the ledger of the step. */
  readonly seq: number;
}

/** The steps between two positions of the ledger whose gap matches, in order; and how far was read. */
export async function alertsBetween(sql: Sql, filter: GapFilter, span: { after: number; upTo: number; limit: number }) {
  const rows = await sql<{ seq: number }[]>`
    select seq
    from timeline_entry
    where seq > ${span.after} and seq <= ${span.upTo} and type = any(${GAP_STEPS as string[]})
    order by seq
    limit ${span.limit}`;
  const found = await steps(
    sql,
    rows.map((row) => row.seq),
  );
  const readTo = rows.length < span.limit ? span.upTo : (rows.at(-1)?.seq ?? span.upTo);
  return { alerts: await matching(sql, filter, found), readTo };
}

async function matching(sql: Sql, filter: GapFilter, found: readonly GapStepRow[]): Promise<AlertRow[]> {
  if (found.length === 0) return [];
  const gaps = await gapsNamed(
    sql,
    found.map((step) => step.gap),
    filter,
  );
  const byRef = new Map(gaps.map((gap) => [gapRef(gap), gap]));
  return found.flatMap((step) => {
    const gap = byRef.get(gapRef(step.gap));
    return gap ? [{ step, gap, seq: step.seq }] : [];
  });
}

async function steps(sql: Sql, seqs: readonly number[]): Promise<GapStepRow[]> {
  if (seqs.length === 0) return [];
  const events = await ledgerEvents(sql, seqs);
  return [...events.values()].sort((a, b) => a.seq - b.seq).flatMap(stepOf);
}

function stepOf({ seq, envelope, body }: LedgerEvent): GapStepRow[] {
  const gap = gapOfRef(envelope.subject);
  if (gap === null) return [];
  const core = body.core;
  return [
    {
      seq,
      type: envelope.type,
      gap,
      at: envelope.occurredAt?.from ?? envelope.recordedAt,
      sentence: textOf(core['sentence']),
      severity: textOf(core['severity']) as Severity | null,
      cause: textOf(core['cause']),
    },
  ];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
