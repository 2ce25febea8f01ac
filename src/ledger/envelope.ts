import { type Body, type Envelope, type Instant, type LedgerEvent, LedgerBroken } from '#contract';
import { canonical } from './canonical.js';
import type { SealedEvent } from './sealed.js';

export interface Place {
  readonly log: string;
  readonly seq: number;
  readonly recordedAt: Instant;
}

/** The stored bytes of a leaf, which are the hashed bytes. */
export function leafOf(event: SealedEvent, bodyHash: string, { log, seq, recordedAt }: Place): Buffer {
  const { eventId, type, source, subject, tags, occurredAt, normaliser } = event;
  const envelope: Envelope = {
    v: 1,
    log,
    seq: String(seq),
    recordedAt,
    eventId,
    type,
    source,
    subject,
    tags,
    occurredAt,
    normaliser,
    bodyHash,
  };
  return Buffer.from(canonical(envelope));
}

export interface StoredEvent {
  readonly seq: number;
  readonly leaf: Buffer;
  readonly body: Buffer;
}

/** The event as it was recorded. Throws LedgerBroken when the stored bytes are no JSON. */
export function eventIn({ seq, leaf, body }: StoredEvent): LedgerEvent {
  try {
    return { seq, envelope: JSON.parse(leaf.toString()) as Envelope, body: JSON.parse(body.toString()) as Body };
  } catch (cause) {
    throw new LedgerBroken(`Event ${seq} of the ledger cannot be read: its bytes are no JSON. Run verify, and restore a backup.`, {
      cause,
    });
  }
}
