import type { Body, Interval } from '#contract';
import type { Transaction } from '../db/pool.js';
import { eventIn } from './envelope.js';
import type { SealedEvent } from './sealed.js';

/** An event that is in the ledger, or is about to be. */
export interface Fact {
  /** Null while it waits for its number in the very transaction. */
  readonly seq: number | null;
  readonly eventId: string;
  readonly normaliserVersion: number;
  readonly coreDigest: Uint8Array;
  /** What it says; the bytes of a recorded one are read only where they are compared. */
  said(): { readonly occurredAt: Interval | null; readonly body: Body };
}

/** By event id: every version that is recorded. An id that is not in the map was not looked up. */
export type KnownFacts = Map<string, readonly Fact[]>;

interface Row {
  readonly seq: number;
  readonly eventId: Buffer;
  readonly normaliserVersion: number;
  readonly coreDigest: Buffer;
  readonly leaf: Buffer;
  readonly body: Buffer;
}

/** Looks up the ids and adds what is recorded under them. */
export async function lookUp(tx: Transaction, eventIds: readonly string[], known: KnownFacts): Promise<void> {
  for (const eventId of eventIds) known.set(eventId, []);
  const rows = await tx<Row[]>`
    select seq, event_id as "eventId", normaliser_version as "normaliserVersion", core_digest as "coreDigest", leaf, body
    from ledger_event
    where event_id = any(${tx.array(eventIds.map(bytesOf), 1001)})`;
  for (const row of rows) {
    const fact = recorded(row);
    known.set(fact.eventId, [...(known.get(fact.eventId) ?? []), fact]);
  }
}

function recorded({ seq, eventId, normaliserVersion, coreDigest, leaf, body }: Row): Fact {
  const said = () => {
    const event = eventIn({ seq, leaf, body });
    return { occurredAt: event.envelope.occurredAt, body: event.body };
  };
  return { seq, eventId: eventId.toString('hex'), normaliserVersion, coreDigest, said };
}

export function planned(event: SealedEvent): Fact {
  const { eventId, normaliserVersion, coreDigest } = event;
  return { seq: null, eventId, normaliserVersion, coreDigest, said: () => event };
}

/** Whether another transaction has meanwhile recorded something under these ids. */
export async function outdated(tx: Transaction, eventIds: readonly string[], known: KnownFacts): Promise<boolean> {
  const rows = await tx<Pick<Row, 'seq' | 'eventId'>[]>`
    select seq, event_id as "eventId"
    from ledger_event
    where event_id = any(${tx.array(eventIds.map(bytesOf), 1001)})`;
  return rows.some(({ seq, eventId }) => !known.get(eventId.toString('hex'))?.some((fact) => fact.seq === seq));
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}
