import type { Answer } from '#contract';
import type { Sql } from '../../db/pool.js';

/** A verdict as an audit looks at it. */
export interface SaidRow {
  readonly unit: string;
  readonly rule: string;
  readonly subject: string;
  readonly answer: Answer;
  readonly sentence: string;
  readonly events: readonly number[];
  readonly policy: string;
  readonly beforePolicy: boolean;
}

/** What stands of these deployments and changes, by what was judged together; a gap that has not settled yet is one. */
export async function saidOf(sql: Sql, units: readonly string[]): Promise<ReadonlyMap<string, readonly SaidRow[]>> {
  const rows = await sql<SaidRow[]>`
    select unit, rule, subject, answer, sentence, events, policy, before_policy as "beforePolicy"
    from verdict
    where unit = any(${units as string[]}) and recorded_to is null
    order by unit, rule, subject`;
  const found = new Map<string, SaidRow[]>();
  for (const row of rows) {
    const known = found.get(row.unit);
    if (known) known.push({ ...row, events: row.events.map(Number) });
    else found.set(row.unit, [{ ...row, events: row.events.map(Number) }]);
  }
  return found;
}

/** The source of each of these events. */
export async function sourcesOf(sql: Sql, seqs: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await sql<{ seq: number; source: string }[]>`
    select seq, source from timeline_entry where seq = any(${[...new Set(seqs)]}::bigint[])`;
  return new Map(rows.map(({ seq, source }) => [Number(seq), source]));
}
