import type { Disposition, EventType, Instant, Json, LedgerEvent, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import { commitmentOf, ledgerEvents } from './body.js';
import type { GapFilter } from './gap-filter.js';
import { gapOfRef, gapRef, type GapName } from './gap-id.js';
import type { GapRow } from './gap-rows.js';
import { gapsNamed } from './gap.js';

/** One recorded step of a gap's life. What people typed stands in it by commitment. */
export interface GapStepRow {
  readonly seq: number;
  readonly type: EventType;
  readonly gap: GapName;
  readonly at: Instant;
  readonly sentence: string | null;
  readonly severity: Severity | null;
  /** FACT, CORRECTION, COVERAGE, TIME, EXPIRY or PERSON. */
  readonly cause: string | null;
  /** `token:…` of a person's step; the hub's own have none. */
  readonly by: string | null;
  readonly holder: string | null;
  readonly reason: string | null;
  readonly assignee: string | null;
  readonly disposition: Disposition | null;
  readonly until: Instant | null;
  readonly control: string | null;
  readonly evidence: readonly string[];
  readonly fact: string | null;
}

export const GAP_STEPS: readonly EventType[] = [
  'gap.opened',
  'gap.resolved',
  'gap.reopened',
  'gap.withdrawn',
  'gap.acknowledged',
  'gap.assigned',
  'gap.waived',
  'gap.remediated',
];

/** The steps of each of these gaps, oldest first, at most 200 for one. */
export async function stepsOf(sql: Sql, gaps: readonly GapName[]): Promise<GapStepRow[]> {
  const rows = await sql<{ seq: number }[]>`
    select s.seq
    from unnest(${gaps.map(gapRef)}::text[]) as w (subject)
    cross join lateral (
      select seq from timeline_entry
      where subject = w.subject and type = any(${GAP_STEPS as string[]})
      order by seq
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

/** The steps between two positions of the ledger whose gap matches, in order; and how far was read. Gaps from before go-live alert nobody. */
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
  const byRef = new Map(gaps.filter(({ baseline }) => !baseline).map((gap) => [gapRef(gap), gap]));
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
  const said = (name: string) => textOf(core[name]);
  const evidence = core['evidence'];
  return [
    {
      seq,
      type: envelope.type,
      gap,
      at: envelope.occurredAt?.from ?? envelope.recordedAt,
      sentence: said('sentence'),
      severity: said('severity') as Severity | null,
      cause: said('cause'),
      by: said('by'),
      holder: commitmentOf(core['holder']),
      reason: commitmentOf(core['reason']),
      assignee: said('assignee'),
      disposition: said('disposition') as Disposition | null,
      until: said('until') as Instant | null,
      control: commitmentOf(core['control']),
      evidence: Array.isArray(evidence) ? evidence.flatMap((one: Json) => commitmentOf(one) ?? []) : [],
      fact: said('fact'),
    },
  ];
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
