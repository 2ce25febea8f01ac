import type { Draft, EventType, Identity, Instant, Interval, Marked } from '#contract';
import { encodeBody } from '../../src/ledger/encode.js';
import { leafOf } from '../../src/ledger/envelope.js';
import { hubEvent, seal } from '../../src/ledger/index.js';
import type { SealedEvent } from '../../src/ledger/index.js';
import { leafHash } from '../../src/ledger/tree.js';

/** What FORMAT.md gives for a vector: an event of the hub, or a draft of a connector. */
export interface VectorInput {
  readonly log: string;
  readonly seq: number;
  readonly recordedAt: Instant;
  readonly hub?: {
    readonly type: EventType;
    readonly subject: string;
    readonly identity: Identity;
    readonly occurredAt: Interval | null;
    readonly core: Readonly<Record<string, Marked>>;
    readonly refs: readonly string[];
  };
  readonly source?: string;
  readonly normaliser?: string;
  readonly draft?: Draft;
}

export const KEY = { key: Buffer.from(Array.from({ length: 32 }, (_, index) => index)) };

/** 16 bytes 1, then 16 bytes 2, and so on. */
export function countingSalt(): () => Uint8Array {
  let count = 0;
  return () => Buffer.alloc(16, (count += 1));
}

export function outputOf(input: VectorInput): Record<string, unknown> {
  const event = sealed(input);
  const body = encodeBody(event);
  const leaf = leafOf(event, body.hash, input);
  return {
    eventId: event.eventId,
    coreDigest: Buffer.from(event.coreDigest).toString('hex'),
    clear: event.clear.map((value) => ({ ...value, salt: Buffer.from(value.salt).toString('hex') })),
    body: body.bytes.toString(),
    leaf: leaf.toString(),
    leafHash: leafHash(leaf).toString('hex'),
  };
}

function sealed({ hub, draft, source = '', normaliser = '' }: VectorInput): SealedEvent {
  if (hub) {
    const { type, subject, identity, core, occurredAt, refs } = hub;
    return hubEvent(type, subject, identity, core, { occurredAt, refs, salt: countingSalt() }, KEY);
  }
  if (!draft) throw new Error('A vector needs a hub event or a draft.');
  const normaliserVersion = Number(normaliser.split('/')[1]);
  return seal(draft, { source, normaliser, normaliserVersion, delivery: null }, KEY, countingSalt());
}
