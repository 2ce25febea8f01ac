import type { Transaction } from '../db/pool.js';

/** As long as somebody who asked may wait for the follower. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 50;

/** What is in force is read from the read tables: they must know of all that was recorded by now. */
export async function caughtUp(tx: Transaction): Promise<void> {
  const [head] = await tx<{ size: number }[]>`select size from ledger_head`;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const [cursor] = await tx<{ seq: number }[]>`select seq from follow_cursor`;
    if ((cursor?.seq ?? -1) + 1 >= (head?.size ?? 0)) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('The read tables are behind the ledger, so it is not known which policy is in force.');
}
