import type { Interval, Json } from '#contract';
import { canonical } from './canonical.js';
import { trimmed } from './characters.js';
import type { LedgerKey } from './data-key.js';
import { hmac, sha256 } from './hash.js';

/** How an account stands in the ledger, `person:` and 32 hex digits; the same account of the same source always the same. */
export function personOf(source: string, account: string, { key }: LedgerKey): string {
  return `person:${hmac(key, 'account', source, account).toString('hex', 0, 16)}`;
}

/** Equal texts of a field have equal digests, and nobody without the data key can try out texts. */
export function textDigest(field: string, text: string, { key }: LedgerKey): string {
  return hmac(key, 'text', field, trimmed(text)).toString('hex');
}

/** What sameness is judged by. `occurredAt` takes part where both doors carry the time. */
export function coreDigest(core: Json, occurredAt: Interval | null | undefined, { key }: LedgerKey): Buffer {
  const said = occurredAt === undefined ? { core } : { core, occurredAt };
  return hmac(key, 'core', canonical(withoutCommitments(said)));
}

export function additionDigest(addition: object, { key }: LedgerKey): string {
  return hmac(key, 'addition', canonical(withoutCommitments(addition))).toString('hex');
}

/** Stands in the head of the ledger, so that another key is refused at start. */
export function keyCheck({ key }: LedgerKey): Buffer {
  return hmac(key, 'check');
}

/** To show a text to a stranger, hand over its salt: SHA-256(salt ‖ UTF-8 of the text) is the commitment in the body. */
export function commitmentTo(text: string, salt: Uint8Array): string {
  return sha256(salt, Buffer.from(text)).toString('hex');
}

/** The value without what differs from one sealing to the next: the salted commitments of its texts. */
export function withoutCommitments(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutCommitments);
  const members = Object.entries(value).filter(([key]) => key !== 'commitment' || !isFilledText(value));
  return Object.fromEntries(members.map(([key, member]) => [key, withoutCommitments(member)]));
}

export interface FilledText {
  readonly text: 'FILLED';
  readonly digest: string;
  readonly commitment: string;
}

export function isFilledText(value: object): value is FilledText {
  return 'text' in value && value.text === 'FILLED' && 'digest' in value && 'commitment' in value && Object.keys(value).length === 3;
}

/** Every sealed text in a body, at whatever depth. */
export function* filledTexts(value: unknown): Generator<FilledText> {
  if (typeof value !== 'object' || value === null) return;
  if (isFilledText(value)) yield value;
  else for (const member of Object.values(value)) yield* filledTexts(member);
}
