import type { Instant } from '#contract';
import { openPool, type Sql } from '../db/pool.js';
import { together } from '../db/together.js';
import { nextTransactions } from '../ledger/index.js';
import { readTables } from './dump.js';
import { LOCK } from './loop.js';
import { byIndex } from './settings.js';
import { FollowState } from './state.js';
import { stepDeadlines, stepTransaction } from './step.js';

export interface RebuildTarget {
  /** Take events up to this one; null: all. */
  readonly at: number | null;
  /** The judge's clock afterwards; null: the moment of the last event. */
  readonly clock: Instant | null;
}

const AT_ONCE = 5_000;

/**
 * Builds the read tables anew from the ledger, in temporary tables of one connection that hide the real ones: the
 * running hub is not disturbed. `then` gets that connection, to dump from or to put the result in place.
 */
export async function rebuild<T>(
  url: string,
  target: RebuildTarget,
  then: (sql: Sql, tables: readonly string[], seq: number) => Promise<T>,
): Promise<T> {
  const sql = openPool(url, { max: 1, name: 'changeline rebuild' });
  try {
    const tables = await readTables(sql);
    for (const table of tables) await sql.unsafe(`create temporary table ${table} (like read.${table} including all)`);
    const seq = await replay(sql, target);
    return await then(sql, tables, seq);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Temporary tables come first in the search path by themselves, so the same statements fill them. */
async function replay(sql: Sql, { at, clock }: RebuildTarget): Promise<number> {
  const state = new FollowState();
  let seq = -1;
  for (;;) {
    const transactions = await nextTransactions(sql, seq, AT_ONCE);
    if (transactions.length === 0) break;
    for (const events of transactions) {
      const wanted = at === null ? events : events.filter((event) => event.seq <= at);
      if (wanted.length === 0) break;
      await sql.begin((tx) => together([byIndex(tx), stepTransaction(tx, state, wanted)]));
      seq = wanted.at(-1)!.seq;
    }
    if (at !== null && seq >= at) break;
    if (at !== null && transactions.at(-1)!.at(-1)!.seq > at) break;
  }
  if (clock !== null) await sql.begin((tx) => stepDeadlines(tx, state, clock));
  return seq;
}

/** Puts rebuilt tables in the place of the live ones, in one transaction. Refuses while a hub follows. */
export async function putInPlace(sql: Sql, tables: readonly string[]): Promise<void> {
  await sql.begin(async (tx) => {
    // A hub that follows holds graphs and lanes in memory that go with the tables as they are.
    const [row] = await tx<{ free: boolean }[]>`select pg_try_advisory_xact_lock(${LOCK}) as free`;
    if (!row?.free)
      throw new Error('A hub is following this ledger, so its read tables cannot be replaced. Stop the hub, and rebuild again.');
    for (const table of tables) {
      await tx.unsafe(`truncate read.${table}`);
      await tx.unsafe(`insert into read.${table} select * from pg_temp.${table}`);
    }
  });
}
