import { setTimeout as after } from 'node:timers/promises';
import type { Instant } from '#contract';
import type { Sql, Transaction } from '../db/pool.js';
import { Refusal } from '../read/index.js';

/** The ledger as it stands while nobody else appends. */
export interface Head {
  readonly size: number;
  readonly now: Instant;
}

/** As long as somebody who asked may wait for the follower. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 50;

/**
 * Decides under the ledger's head and with everything recorded followed, so that a word never covers facts that were not
 * there to see. Throws UNAVAILABLE when the follower does not catch up in time.
 */
export async function underHead<T>(sql: Sql, decide: (tx: Transaction, head: Head) => Promise<T>): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await after(LOOK_MS)) {
    const decided = await sql.begin(async (tx) => {
      const [head] = await tx<(Head & { followed: boolean })[]>`
        select size, clock_timestamp() as now, size = coalesce((select seq + 1 from follow_cursor), 0) as followed
        from ledger_head for update`;
      return head?.followed ? { answer: await decide(tx as Transaction, head) } : null;
    });
    if (decided) return decided.answer as T;
  }
  throw new Refusal('UNAVAILABLE', 'The read tables are behind the ledger, so it is not known how things stand now. Try again.');
}
