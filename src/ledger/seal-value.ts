import {
  type AccountMark,
  EMAIL_FIELD,
  isAccount,
  isRef,
  isText,
  type Json,
  MalformedRecord,
  type Marked,
  type RefMark,
  refText,
  type SealedText,
  type TextMark,
} from '#contract';
import { storable, substanceOf } from './characters.js';
import type { LedgerKey } from './data-key.js';
import { commitmentTo, textDigest } from './digest.js';
import { knownAccount } from './known-account.js';
import type { ClearValue } from './sealed.js';

/** Where the values of one event are sealed, and what comes to light meanwhile. */
export interface Desk {
  readonly source: string;
  readonly key: LedgerKey;
  readonly salt: () => Uint8Array;
  readonly accounts: Map<string, 'PERSON' | 'SERVICE'>;
  readonly clear: Map<string, ClearValue>;
  /** Refs that the event names; persons are never among them. */
  readonly refs: Set<string>;
  replaced: boolean;
}

/** The value with every mark replaced. Throws MalformedRecord, naming the place, for a number that JSON would change. */
export function sealValue(value: Marked, place: string, desk: Desk): Json {
  if (typeof value === 'string') return sealString(value, desk);
  if (typeof value === 'number') return sealNumber(value, place);
  if (value === null || typeof value === 'boolean') return value;
  if (isRef(value)) return sealRef(value, desk);
  if (isAccount(value)) return sealAccount(value, desk);
  if (isText(value)) return { ...sealText(value, desk) };
  if (Array.isArray(value)) return value.map((member: Marked, index) => sealValue(member, `${place}[${index}]`, desk));
  if (typeof value === 'object') return sealMembers(value as Readonly<Record<string, Marked>>, place, desk);
  throw new MalformedRecord(place, `The normaliser left ${typeof value} at ${place}; an event holds JSON only.`);
}

export function sealMembers(members: Readonly<Record<string, Marked>>, place: string, desk: Desk): Readonly<Record<string, Json>> {
  // fromEntries defines members, so that a key __proto__ stays a key.
  return Object.fromEntries(
    Object.entries(members).map(([key, member]) => [sealString(key, desk), sealValue(member, `${place}.${key}`, desk)]),
  );
}

export function sealString(text: string, desk: Desk): string {
  const kept = storable(text);
  if (kept !== text) desk.replaced = true;
  return kept;
}

function sealNumber(value: number, place: string): number {
  if (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  throw new MalformedRecord(place, `The number at ${place} is beyond 2^53 or no number; the normaliser must hand it over as a string.`);
}

export function sealRef(mark: RefMark, desk: Desk): string {
  const [kind, ...ids] = mark.$ref;
  const name = refText({ $ref: [kind, ...ids.map((id) => sealString(id, desk))] }, desk.source);
  desk.refs.add(name);
  return name;
}

export function sealAccount(mark: AccountMark, desk: Desk): string {
  const person = personIn(mark, desk);
  // Two marks of one account may differ; a service account counts as one as soon as the source says so once.
  if (desk.accounts.get(person) !== 'SERVICE') desk.accounts.set(person, mark.kind);
  return person;
}

export function sealText(mark: TextMark, desk: Desk): SealedText {
  const value = sealString(mark.$text, desk);
  const substance = substanceOf(value);
  if (substance !== 'FILLED') return { text: substance };
  const field = sealString(mark.field, desk);
  const salt = desk.salt();
  const digest = textDigest(field, value, desk.key);
  const commitment = commitmentTo(value, salt);
  const person = mark.by ? personIn(mark.by, desk) : '';
  // An address serves to find out who is who, and for nothing that would take its clear value.
  if (field !== EMAIL_FIELD) desk.clear.set(commitment, { commitment, person, field, digest, salt, value });
  return { text: substance, digest, commitment };
}

/** The account's person; its name, where the source gives one, becomes a clear value. */
function personIn(mark: AccountMark, desk: Desk): string {
  const { person, login } = knownAccount(desk.source, sealString(mark.$account, desk), sealString(mark.login ?? '', desk), desk.key);
  if (login) desk.clear.set(login.commitment, login);
  return person;
}
