import type { Sql, Transaction } from '../db/pool.js';

/** What `sources` shows of a sender that pushed events. Before the append: the ledger's head is locked last. */
export async function heardOf(tx: Transaction, source: string): Promise<void> {
  await tx`
    insert into source_state as s (source, connector, health, sentence, deliveries, last_delivery_at, last_success_at)
    values (${source}, 'events', 'HEALTHY', 'It pushes events, and the last ones were recorded.', 1, clock_timestamp(), clock_timestamp())
    on conflict (source) do update set health = excluded.health, sentence = excluded.sentence, deliveries = s.deliveries + 1,
      last_delivery_at = excluded.last_delivery_at, last_success_at = excluded.last_success_at, changed_at = clock_timestamp()`;
}

/** The same of one whose events could not be read. */
export async function refusedOf(sql: Sql, source: string, why: string): Promise<void> {
  await sql`
    insert into source_state as s (source, connector, health, sentence, refused, last_refusal, last_delivery_at)
    values (${source}, 'events', 'REFUSED', 'The last events that it pushed could not be read.', 1, ${why}, clock_timestamp())
    on conflict (source) do update set health = excluded.health, sentence = excluded.sentence, refused = s.refused + 1,
      last_refusal = excluded.last_refusal, last_delivery_at = excluded.last_delivery_at, changed_at = clock_timestamp()`;
}
