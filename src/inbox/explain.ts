import type { Sql } from '../db/pool.js';
import type { RecordState } from './settle.js';
import { isUuid } from './uuid7.js';

export interface ExplainedEvent {
  readonly eventId: string;
  /** Where it stands in the ledger; null when it is there no more than announced. */
  readonly seq: number | null;
  readonly type: string | null;
  /** Whether this delivery was the first to say so. */
  readonly first: boolean;
}

export interface ExplainedRecord {
  readonly position: number;
  readonly kind: string;
  readonly key: string;
  readonly state: RecordState;
  readonly reason: string | null;
  readonly field: string | null;
  readonly normaliserVersion: number;
  readonly settledAt: string;
  readonly events: readonly ExplainedEvent[];
}

/** The whole way of a delivery. */
export interface ExplainedDelivery {
  readonly id: string;
  readonly source: string;
  readonly door: 'WEBHOOK' | 'POLL' | 'PUSH';
  readonly stream: string | null;
  readonly receivedAt: string;
  readonly bytes: number;
  readonly state: 'PENDING' | 'SETTLED';
  /** What was checked before it was kept, as a sentence. */
  readonly verified: string;
  readonly records: readonly ExplainedRecord[];
}

/** Every version of an event in the ledger, and the delivery that first said so. */
export interface ExplainedFact {
  readonly eventId: string;
  readonly type: string;
  readonly subject: string;
  /** The source that said so; `changeline` for the hub itself. */
  readonly source: string;
  /** The kind of tool, whose normaliser read it. */
  readonly connector: string;
  /** How it first came; null for the hub's own events. */
  readonly door: ExplainedDelivery['door'] | null;
  /** How it came, as one sentence. */
  readonly sentence: string;
  readonly versions: readonly { readonly seq: number; readonly type: string; readonly recordedAt: string; readonly normaliser: string }[];
  /** Null for the hub's own events. */
  readonly delivery: ExplainedDelivery | null;
}

interface DeliveryRow extends Omit<ExplainedDelivery, 'verified' | 'records'> {
  readonly id: string;
}

interface RecordRow extends Omit<ExplainedRecord, 'events'> {
  readonly events: readonly Buffer[];
}

interface LeafRow {
  readonly id: Buffer;
  readonly seq: number;
  readonly delivery: string | null;
  readonly recordedAt: string;
  readonly leaf: Buffer;
}

/** Null when no delivery has this id. */
export async function explainDelivery(sql: Sql, id: string): Promise<ExplainedDelivery | null> {
  if (!isUuid(id)) return null;
  const [delivery] = await sql<DeliveryRow[]>`
    select id, source, door, stream, received_at as "receivedAt", octet_length(body) as bytes, state
    from inbox_delivery
    where id = ${id}`;
  if (!delivery) return null;
  const records = await sql<RecordRow[]>`
    select position, kind, key, state, reason, field,
      normaliser_version as "normaliserVersion", settled_at as "settledAt", events
    from inbox_record
    where delivery = ${id}
    order by position`;
  const leaves = await leavesOf(
    sql,
    records.flatMap((record) => record.events),
  );
  return {
    ...delivery,
    verified: verifiedHow(delivery),
    records: records.map((record) => ({ ...record, events: record.events.map((event) => explained(event, leaves, id)) })),
  };
}

/** Null when the ledger has no event with this id (lower-case hex). */
export async function explainEvent(sql: Sql, eventId: string): Promise<ExplainedFact | null> {
  if (!/^[0-9a-f]{64}$/.test(eventId)) return null;
  const leaves = await leavesOf(sql, [Buffer.from(eventId, 'hex')]);
  const first = leaves[0];
  if (!first) return null;
  const delivery = first.delivery ? await explainDelivery(sql, first.delivery) : null;
  const { type, subject, source, normaliser } = envelopeOf(leaves.at(-1) ?? first);
  const connector = normaliser.split('/')[0] ?? normaliser;
  return {
    ...{ eventId, type, subject, source, connector, door: delivery?.door ?? null },
    sentence: cameHow({ source, normaliser }, delivery),
    versions: leaves.map((row) => ({
      seq: row.seq,
      recordedAt: row.recordedAt,
      type: envelopeOf(row).type,
      normaliser: envelopeOf(row).normaliser,
    })),
    delivery,
  };
}

async function leavesOf(sql: Sql, ids: readonly Buffer[]): Promise<readonly LeafRow[]> {
  if (ids.length === 0) return [];
  return sql<LeafRow[]>`
    select event_id as id, seq, delivery, recorded_at as "recordedAt", leaf
    from ledger_event
    where event_id = any(${sql.array([...ids], 1001)}::bytea[])
    order by seq`;
}

function explained(id: Buffer, leaves: readonly LeafRow[], delivery: string): ExplainedEvent {
  const leaf = leaves.find((row) => row.id.equals(id));
  return {
    eventId: id.toString('hex'),
    seq: leaf?.seq ?? null,
    type: leaf ? envelopeOf(leaf).type : null,
    first: leaf?.delivery === delivery,
  };
}

type Told = Record<'type' | 'normaliser' | 'source' | 'subject', string>;

function envelopeOf(row: LeafRow): Told {
  return JSON.parse(row.leaf.toString('utf8')) as Told;
}

function cameHow({ source, normaliser }: Pick<Told, 'source' | 'normaliser'>, delivery: ExplainedDelivery | null): string {
  if (!delivery) return `The hub itself recorded it (${normaliser}).`;
  return `${howItCame(source, delivery)}, and ${normaliser} made the event of it.`;
}

function howItCame(source: string, { door, stream }: ExplainedDelivery): string {
  if (door === 'PUSH') return `${source} pushed it`;
  return door === 'WEBHOOK' ? `${source} sent it by webhook` : `It was read from ${source}, ${stream ?? 'by reference'}`;
}

function verifiedHow(delivery: DeliveryRow): string {
  if (delivery.door === 'PUSH') return 'Its token was checked, and every event in it against the schema of its type, before it was kept.';
  return delivery.door === 'WEBHOOK'
    ? `Its signature was checked against a secret of ${delivery.source} before it was kept.`
    : `The hub read it itself from ${delivery.source} (${delivery.stream ?? 'no stream'}).`;
}
