import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import type { PeriodInput } from '../../reports/index.js';
import { windowsOf } from '../report/windows.js';

/** [from, to) as instants, with the words that mean it. */
export interface AuditPeriod {
  readonly from: Instant;
  readonly to: Instant;
  readonly zone: string;
}

/** FROZEN: what was known `to` + 7 days. PROVISIONAL: before that. READ_LATER: no source had told anything by then, so it is as known now. */
export type PopulationState = 'FROZEN' | 'PROVISIONAL' | 'READ_LATER';

/** What a population is as known at. */
export interface Checkpoint {
  readonly state: PopulationState;
  /** What was recorded up to here counts. */
  readonly at: Instant;
  /** When it is, or was, frozen. */
  readonly frozenAt: Instant;
}

/** The instants of a period. Refuses BAD_INPUT for what is no period or zone. */
export async function auditPeriod(sql: Sql, input: PeriodInput): Promise<AuditPeriod> {
  const { now } = await windowsOf(sql, input, null, null);
  return { from: now.whole.from, to: now.whole.to, zone: input.zone };
}

/**
 * The checkpoint of a period's population: the tree of all that was recorded up to `to` + `settlingMs`, which nobody could choose.
 * Before that moment, and where the hub came later, that of the newest event that tells of no audit.
 */
export async function checkpointOf(sql: Sql, { to }: AuditPeriod, settlingMs: number): Promise<Checkpoint> {
  const [row] = await sql<{ frozenAt: Instant; isOver: boolean; first: Instant | null; newest: Instant | null }[]>`
    select f.at as "frozenAt", f.at < clock_timestamp() as "isOver",
      (select recorded_at from timeline_entry where source <> 'changeline' order by seq limit 1) as first,
      (select recorded_at from timeline_entry where type not like 'audit.%' order by seq desc limit 1) as newest
    from (select ${to}::timestamptz + ${settlingMs} * interval '1 millisecond' as at) f`;
  const frozenAt = row?.frozenAt ?? to;
  const isOver = row?.isOver === true;
  if (isOver && row?.first && row.first <= frozenAt) return { state: 'FROZEN', at: frozenAt, frozenAt };
  return { state: isOver ? 'READ_LATER' : 'PROVISIONAL', at: row?.newest ?? ('0001-01-01T00:00:00.000000Z' as Instant), frozenAt };
}
