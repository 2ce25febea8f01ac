import type { Sql } from '../db/pool.js';

/** Keeps what the last verification of the whole ledger found. */
export async function noteVerification(
  sql: Sql,
  { whole, sentence }: { readonly whole: boolean; readonly sentence: string },
): Promise<void> {
  await sql`
    insert into ledger_verification (at, sentence, whole) values (clock_timestamp(), ${sentence}, ${whole})
    on conflict (one) do update set at = excluded.at, sentence = excluded.sentence, whole = excluded.whole`;
}
