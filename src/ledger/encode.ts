import { type Instant, plusMs } from '#contract';
import { canonical } from './canonical.js';
import type { LedgerKey } from './data-key.js';
import { about } from './derived.js';
import { leafOf } from './envelope.js';
import type { Fact } from './facts.js';
import { sha256Hex } from './hash.js';
import type { PlannedLeaf } from './plan.js';
import type { SealedEvent } from './sealed.js';

/** A source's clock may be ahead by this much before its facts count as impossible. */
const FUTURE_SKEW_MS = 10 * 60_000;

export interface EncodedBody {
  readonly bytes: Buffer;
  readonly hash: string;
}

export interface EncodedLeaf {
  readonly event: SealedEvent;
  readonly leaf: Buffer;
  readonly body: Buffer;
}

/** The bytes of a body. Made before the head is locked wherever they do not hang on the number or the moment. */
export function encodeBody({ body }: SealedEvent): EncodedBody {
  const bytes = Buffer.from(canonical(body));
  return { bytes, hash: sha256Hex(bytes) };
}

export interface Numbering {
  readonly log: string;
  /** The number of the first of them. */
  readonly size: number;
  readonly now: Instant;
}

/** The leaves with their numbers and moment; `bodies` holds those that are encoded already, in the order of the leaves. */
export function encode(
  leaves: readonly PlannedLeaf[],
  bodies: readonly EncodedBody[],
  place: Numbering,
  key: LedgerKey,
): readonly EncodedLeaf[] {
  const numbers = new Map<Fact, number>(leaves.map(({ fact }, index) => [fact, place.size + index]));
  const latest = plusMs(place.now, FUTURE_SKEW_MS);
  return leaves.map(({ event, of }, index) => {
    const complete = flaggedIf(latest, of ? about(event, of.seq ?? numbers.get(of) ?? 0, key) : event);
    const { bytes, hash } = (complete === event && bodies[index]) || encodeBody(complete);
    const leaf = leafOf(complete, hash, { log: place.log, seq: place.size + index, recordedAt: place.now });
    return { event: complete, leaf, body: bytes };
  });
}

function flaggedIf(latest: Instant, event: SealedEvent): SealedEvent {
  if (!event.occurredAt || event.occurredAt.from <= latest) return event;
  return { ...event, body: { ...event.body, flags: [...event.body.flags, 'future'].sort() } };
}
