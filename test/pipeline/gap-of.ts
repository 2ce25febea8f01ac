import type { Sql } from '../../src/db/pool.js';

export interface VerdictNow {
  readonly answer: string;
  /** Null when nothing settles; below 0 when it has. */
  readonly settlesInMs: number | null;
}

/** The one current verdict of a rule; of none, the answer is `NONE`. */
export async function verdictOn(sql: Sql, rule: string): Promise<VerdictNow> {
  const rows = await sql<VerdictNow[]>`
    select answer, (extract(epoch from settles_at - clock_timestamp()) * 1000)::float8 as "settlesInMs"
    from verdict where rule = ${rule} and recorded_to is null`;
  if (rows.length > 1) throw new Error(`${rule} has ${rows.length} verdicts`);
  return rows[0] ?? { answer: 'NONE', settlesInMs: null };
}

/** Whether the rule has this one answer and no other; on the way there it may have several. */
export async function isTheAnswer(sql: Sql, rule: string, answer: string): Promise<boolean> {
  const rows = await sql<{ answer: string }[]>`select answer from verdict where rule = ${rule} and recorded_to is null`;
  return rows.length === 1 && rows[0]?.answer === answer;
}

/** The recorded steps in the life of a rule's gaps, oldest first. */
export async function gapSteps(sql: Sql, rule: string): Promise<readonly string[]> {
  const rows = await sql<{ type: string }[]>`
    select type from timeline_entry where type like 'gap.%' and subject like ${`gap:${rule}:%`} order by seq`;
  return rows.map((row) => row.type);
}

export async function gapStatus(sql: Sql, rule: string): Promise<string | null> {
  const [row] = await sql<{ status: string }[]>`select status from gap where rule = ${rule}`;
  return row?.status ?? null;
}
