import type { Sql } from '../db/pool.js';

/** What there is to do. */
export interface Work {
  /** Recorded and not yet followed. */
  readonly behind: number;
  /** In how many milliseconds, by the database's clock, the next deadline fires; Infinity where none waits. */
  readonly deadlineMs: number;
  /** The same of the next gap step. */
  readonly stepMs: number;
  /** Whether a policy, a join of persons or a clock is not yet taken into all that was judged before. */
  readonly isAgain: boolean;
}

/** Asks by indexes alone: it costs the same however many gaps are open. */
export async function work(sql: Sql): Promise<Work> {
  const [row] = await sql<{ behind: number; deadlineMs: number | null; stepMs: number | null; isAgain: boolean }[]>`
    select (select size from ledger_head) - coalesce((select seq + 1 from follow_cursor), 0) as behind,
      ceil(extract(epoch from (select min(at) from deadline) - clock_timestamp()) * 1000)::float8 as "deadlineMs",
      ceil(extract(epoch from (select min(at) from due_step) - clock_timestamp()) * 1000)::float8 as "stepMs",
      exists(select from judging_again) as "isAgain"`;
  return {
    behind: row?.behind ?? 0,
    deadlineMs: row?.deadlineMs ?? Infinity,
    stepMs: row?.stepMs ?? Infinity,
    isAgain: row?.isAgain ?? false,
  };
}
