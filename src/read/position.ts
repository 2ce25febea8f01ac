import type { Sql } from '../db/pool.js';

/** The last event that the read tables contain; -1 before the first. */
export async function positionOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`select coalesce(max(seq), -1) as seq from follow_cursor`;
  return Number(row?.seq ?? -1);
}

/** How many events the ledger holds; 0 before it is opened. */
export async function ledgerSize(sql: Sql): Promise<number> {
  const [row] = await sql<{ size: number }[]>`select size from ledger_head`;
  return row?.size ?? 0;
}
