import {
  type Body,
  type Draft,
  type EventType,
  type Identity,
  type IdentityPart,
  type Interval,
  isText,
  MalformedRecord,
  type Marked,
  type Mention,
  type SealedMention,
} from '#contract';
import { canonical } from './canonical.js';
import { substanceOf } from './characters.js';
import type { LedgerKey } from './data-key.js';
import { coreDigest, personOf, textDigest } from './digest.js';
import { sha256Hex } from './hash.js';
import { type Desk, sealMembers, sealRef, sealString } from './seal-value.js';
import type { SealContext, SealedEvent } from './sealed.js';
import { tagsOf } from './tags.js';

/**
 * A normaliser's draft with accounts replaced by pseudonyms and texts by digests; `salt` gives 16 fresh random bytes for
 * each text. The same draft has the same event id and core digest for ever (FORMAT.md). Throws MalformedRecord, naming
 * the place, for what no ledger could hold: a number beyond 2^53, a time of another form.
 */
export function seal(draft: Draft, context: SealContext, key: LedgerKey, salt: () => Uint8Array): SealedEvent {
  const desk = newDesk(context.source, key, salt);
  const { type, identity, occurredAt, timeFrom, core, seen, mentions } = draft;
  const subject = sealRef(draft.subject, desk);
  return sealFact({ type, subject, identity, occurredAt, timeFrom, core, seen, mentions }, context, desk);
}

/** A draft whose subject is a full ref already. */
export interface Fact {
  readonly type: EventType;
  readonly subject: string;
  readonly identity: Identity;
  readonly occurredAt: Interval | null;
  readonly timeFrom: 'CORE' | 'SEEN';
  readonly core: Readonly<Record<string, Marked>>;
  readonly seen?: Readonly<Record<string, Marked>> | undefined;
  readonly mentions?: readonly Mention[] | undefined;
}

export function newDesk(source: string, key: LedgerKey, salt: () => Uint8Array): Desk {
  return { source, key, salt, accounts: new Map(), clear: new Map(), refs: new Set(), replaced: false };
}

export function sealFact(fact: Fact, context: SealContext, desk: Desk): SealedEvent {
  const { type, subject, occurredAt } = fact;
  const { source, normaliser, normaliserVersion, delivery } = context;
  requireLedgerForm(occurredAt);
  const eventId = eventIdOf(fact.identity, desk);
  const body = bodyOf(fact, desk);
  return {
    type,
    source,
    subject,
    eventId,
    tags: tagsOf(desk.refs, body.mentions),
    occurredAt,
    normaliser,
    normaliserVersion,
    coreDigest: coreDigest(body.core, fact.timeFrom === 'CORE' ? occurredAt : undefined, desk.key),
    body,
    clear: [...desk.clear.values()],
    delivery,
  };
}

function bodyOf({ core, seen = {}, mentions = [], occurredAt }: Fact, desk: Desk): Body {
  const sealed = {
    core: sealMembers(core, 'core', desk),
    seen: sealMembers(seen, 'seen', desk),
    mentions: sealMentions(mentions, desk),
  };
  const flags = [
    ...(occurredAt && occurredAt.to < occurredAt.from ? ['end-before-start'] : []),
    ...(desk.replaced ? ['replaced-characters'] : []),
  ];
  return { ...sealed, accounts: Object.fromEntries(desk.accounts), flags };
}

function sealMentions(mentions: readonly Mention[], desk: Desk): readonly SealedMention[] {
  const distinct = new Map(mentions.map((mention) => sealMention(mention, desk)).map((mention) => [canonical(mention), mention]));
  return [...distinct.values()];
}

function sealMention({ names, method, place }: Mention, desk: Desk): SealedMention {
  const found = { method, place: sealString(place, desk) };
  if ('$ref' in names) return { ref: sealRef(names, desk), ...found };
  return { candidate: { kind: names.kind, text: sealString(names.text, desk) }, ...found };
}

/** SHA-256 over the JCS array of source, kind, natural id, transition and discriminator, in hex. */
function eventIdOf({ kind, natural, transition, discriminator = [] }: Identity, desk: Desk): string {
  const parts = [
    desk.source,
    kind,
    natural.map((id) => sealString(id, desk)),
    transition,
    discriminator.map((part) => identityPart(part, desk)),
  ];
  return sha256Hex(canonical(parts));
}

/** No salt is drawn and no clear value kept: an account or text of the identity stands in the core, too. */
function identityPart(part: IdentityPart, desk: Desk): string {
  if (typeof part === 'string') return sealString(part, desk);
  if (!isText(part)) return personOf(desk.source, sealString(part.$account, desk), desk.key);
  const value = sealString(part.$text, desk);
  const substance = substanceOf(value);
  return substance === 'FILLED' ? textDigest(sealString(part.field, desk), value, desk.key) : substance;
}

const LEDGER_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

function requireLedgerForm(occurredAt: Interval | null): void {
  if (!occurredAt || (LEDGER_TIME.test(occurredAt.from) && LEDGER_TIME.test(occurredAt.to))) return;
  throw new MalformedRecord('occurredAt', 'The time of the event is not in the ledger’s form (UTC, six decimals, Z, years 0000 to 9999).');
}
