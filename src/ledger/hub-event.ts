import { randomBytes } from 'node:crypto';
import type { EventType, Identity, Interval, Marked, SealedMention } from '#contract';
import { storable } from './characters.js';
import type { LedgerKey } from './data-key.js';
import { newDesk, sealFact } from './seal.js';
import type { SealContext, SealedEvent } from './sealed.js';
import { tagsOf } from './tags.js';

/** The hub's own events are those of a source with this name and of version 1 of its normaliser. */
export const HUB: SealContext = { source: 'changeline', normaliser: 'changeline/1', normaliserVersion: 1, delivery: null };

export interface HubEventOptions {
  readonly occurredAt?: Interval | null;
  /** CORE, unless said otherwise: the hub knows its own times. */
  readonly timeFrom?: 'CORE' | 'SEEN';
  readonly seen?: Readonly<Record<string, Marked>>;
  /** Full refs in the core, for the tags; the subject and the mentions are tagged anyway. */
  readonly refs?: readonly string[];
  readonly mentions?: readonly SealedMention[];
  readonly salt?: () => Uint8Array;
  /** Another source, in whose name the hub records it. */
  readonly as?: SealContext;
}

/** An event of the hub itself, or of a source that tells the hub and not a tool. Refs in it are full texts; what a person typed is marked as in a connector's draft. */
// eslint-disable-next-line max-params -- it reads like the sentence: who, what, which, what of it, with what
export function hubEvent(
  type: EventType,
  subject: string,
  identity: Identity,
  core: Readonly<Record<string, Marked>>,
  options: HubEventOptions,
  key: LedgerKey,
): SealedEvent {
  const { occurredAt = null, timeFrom = 'CORE', seen, refs = [], mentions = [], salt = () => randomBytes(16), as = HUB } = options;
  const desk = newDesk(as.source, key, salt);
  for (const name of [subject, ...refs]) desk.refs.add(storable(name));
  const event = sealFact({ type, subject: storable(subject), identity, occurredAt, timeFrom, core, seen }, as, desk);
  return { ...event, body: { ...event.body, mentions }, tags: tagsOf(desk.refs, mentions) };
}
