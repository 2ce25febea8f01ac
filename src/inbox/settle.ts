import type { Transaction } from '../db/pool.js';

export type RecordState = 'EVENTS' | 'IGNORED' | 'QUARANTINED';

/** The end of one record. */
export interface Settled {
  readonly delivery: string;
  readonly position: number;
  readonly source: string;
  readonly kind: string;
  readonly key: string;
  readonly digest: Uint8Array;
  readonly state: RecordState;
  /** Why ignored, or the error with what to do; null for EVENTS. */
  readonly reason: string | null;
  readonly field: string | null;
  readonly normaliserVersion: number;
  /** Ids of the events that it says, lower-case hex. */
  readonly events: readonly string[];
}

/** Writes how the deliveries ended, in place of what an earlier reading of them said. */
export async function settle(tx: Transaction, deliveries: readonly string[], records: readonly Settled[]): Promise<void> {
  await tx`delete from inbox_record where delivery = any(${tx.array([...deliveries], 2951)}::uuid[])`;
  if (records.length > 0) await insertRecords(tx, records);
  await tx`
    update inbox_delivery
    set state = 'SETTLED'
    where id = any(${tx.array([...deliveries], 2951)}::uuid[])`;
}

async function insertRecords(tx: Transaction, records: readonly Settled[]): Promise<void> {
  const texts = (value: (one: Settled) => string | null) => tx.array(records.map((one) => clean(value(one))) as string[], 1009);
  await tx`
    insert into inbox_record
      (delivery, position, source, kind, key, digest, state, reason, field, normaliser_version, events)
    select delivery, position, source, kind, key, digest, state, reason, field, version, events::bytea[]
    from unnest(
      ${tx.array(
        records.map((one) => one.delivery),
        2951,
      )}::uuid[],
      ${tx.array(
        records.map((one) => one.position),
        1007,
      )}::integer[],
      ${texts((one) => one.source)}::text[],
      ${texts((one) => one.kind)}::text[],
      ${texts((one) => one.key)}::text[],
      ${tx.array(
        records.map((one) => Buffer.from(one.digest)),
        1001,
      )}::bytea[],
      ${texts((one) => one.state)}::text[],
      ${texts((one) => one.reason)}::text[],
      ${texts((one) => one.field)}::text[],
      ${tx.array(
        records.map((one) => one.normaliserVersion),
        1007,
      )}::integer[],
      ${texts((one) => idList(one.events))}::text[]
    ) as ended (delivery, position, source, kind, key, digest, state, reason, field, version, events)`;
}

/** An array literal: `unnest` would flatten an array of arrays. */
function idList(ids: readonly string[]): string {
  return `{${ids.map((id) => `"\\\\x${id}"`).join(',')}}`;
}

/** text holds no U+0000, and a quarantined record is the very place where one turns up. */
function clean(value: string | null): string | null {
  return value === null ? null : value.replaceAll('\0', '\ufffd');
}
