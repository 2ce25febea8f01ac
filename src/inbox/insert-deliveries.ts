import type { Sql, Transaction } from '../db/pool.js';

export interface NewDelivery {
  readonly id: string;
  readonly source: string;
  readonly door: 'WEBHOOK' | 'POLL' | 'PUSH';
  readonly stream: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly dedupe: Uint8Array;
}

const UUIDS = 2951;
const TEXTS = 1009;
const BYTEAS = 1001;

/**
 * Keeps the deliveries by one statement. Gives for each, in order, the id under which it is kept: its own, or that
 * of the first delivery with the same source and dedupe. Sorted by dedupe, so that two batches with deliveries in
 * common wait for one another and never deadlock.
 */
export async function insertDeliveries(sql: Sql | Transaction, deliveries: readonly NewDelivery[]): Promise<string[]> {
  const batch = [...deliveries].sort((a, b) => Buffer.compare(a.dedupe, b.dedupe));
  const kept = await sql<{ id: string }[]>`
    insert into inbox_delivery (id, source, door, stream, headers, body, dedupe)
    select id, source, door, stream, headers::jsonb, body, dedupe
    from unnest(
      ${sql.array(
        batch.map((one) => one.id),
        UUIDS,
      )}::uuid[],
      ${sql.array(
        batch.map((one) => one.source),
        TEXTS,
      )}::text[],
      ${sql.array(
        batch.map((one) => one.door),
        TEXTS,
      )}::text[],
      ${sql.array(batch.map((one) => one.stream) as string[], TEXTS)}::text[],
      ${sql.array(
        batch.map((one) => JSON.stringify(one.headers)),
        TEXTS,
      )}::text[],
      ${sql.array(
        batch.map((one) => bytes(one.body)),
        BYTEAS,
      )}::bytea[],
      ${sql.array(
        batch.map((one) => bytes(one.dedupe)),
        BYTEAS,
      )}::bytea[]
    ) as given (id, source, door, stream, headers, body, dedupe)
    on conflict (source, dedupe) do nothing
    returning id`;
  if (kept.length === batch.length) return deliveries.map((one) => one.id);
  const own = new Set(kept.map((row) => row.id));
  const first = await firstOf(
    sql,
    deliveries.filter((one) => !own.has(one.id)),
  );
  return deliveries.map((one) => (own.has(one.id) ? one.id : (first.get(nameOf(one)) ?? one.id)));
}

async function firstOf(sql: Sql | Transaction, known: readonly NewDelivery[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; source: string; dedupe: Buffer }[]>`
    select delivery.id, delivery.source, delivery.dedupe
    from unnest(
      ${sql.array(
        known.map((one) => one.source),
        TEXTS,
      )}::text[],
      ${sql.array(
        known.map((one) => bytes(one.dedupe)),
        BYTEAS,
      )}::bytea[]
    ) as given (source, dedupe)
    join inbox_delivery delivery using (source, dedupe)`;
  return new Map(rows.map((row) => [nameOf(row), row.id]));
}

function nameOf(one: { readonly source: string; readonly dedupe: Uint8Array }): string {
  return `${one.source} ${bytes(one.dedupe).toString('hex')}`;
}

function bytes(value: Uint8Array): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
