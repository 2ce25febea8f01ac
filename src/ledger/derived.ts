import type { Json } from '#contract';
import type { Addition } from './addition.js';
import { canonical } from './canonical.js';
import type { LedgerKey } from './data-key.js';
import { additionDigest, coreDigest, filledTexts } from './digest.js';
import type { Fact } from './facts.js';
import { sha256Hex } from './hash.js';
import { HUB } from './hub-event.js';
import { LOGIN_FIELD } from './known-account.js';
import type { ClearValue, SealedEvent } from './sealed.js';

/** `event.enriched`: what another reading of the fact adds to it. */
export function enriched(reading: SealedEvent, of: Fact, addition: Addition, key: LedgerKey): SealedEvent {
  const { accounts, mentions, occurredAt, seen } = addition;
  const digest = additionDigest(addition, key);
  const body = { core: { of: of.eventId, addition: digest }, seen, mentions, accounts, flags: reading.body.flags };
  return derived('event.enriched', digest, { ...reading, occurredAt, body, clear: clearIn(body, reading.clear) }, of);
}

/** `event.rewritten`: the source says of the fact what it did not say before, once for each core that it ever says. */
export function rewritten(reading: SealedEvent, of: Fact): SealedEvent {
  const digest = Buffer.from(reading.coreDigest).toString('hex');
  const core = { of: of.eventId, normaliser: reading.normaliser, digest, core: reading.body.core };
  return derived('event.rewritten', digest, { ...reading, body: { ...reading.body, core } }, of);
}

function derived(type: 'event.enriched' | 'event.rewritten', digest: string, reading: SealedEvent, of: Fact): SealedEvent {
  const transition = type.slice('event.'.length);
  const eventId = sha256Hex(canonical([HUB.source, type, [of.eventId], transition, [digest]]));
  const { source, normaliser, normaliserVersion } = HUB;
  return { ...reading, type, source, normaliser, normaliserVersion, eventId };
}

/** A derived event names the number of the event that it is about, which one of the same transaction has only now. */
export function about(event: SealedEvent, seq: number, key: LedgerKey): SealedEvent {
  const core: Readonly<Record<string, Json>> = { ...event.body.core, seq: String(seq) };
  return { ...event, body: { ...event.body, core }, coreDigest: coreDigest(core, undefined, key) };
}

/** The clear values that the body commits to; logins are kept whatever the body holds. */
function clearIn(body: unknown, clear: readonly ClearValue[]): readonly ClearValue[] {
  const kept = new Set([...filledTexts(body)].map(({ commitment }) => commitment));
  return clear.filter(({ commitment, field }) => field === LOGIN_FIELD || kept.has(commitment));
}
