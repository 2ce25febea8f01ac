import type { Envelope, Instant, Json } from '#contract';
import { canonical } from './canonical.js';
import type { LedgerKey } from './data-key.js';
import { coreDigest } from './digest.js';
import { Difference } from './difference.js';
import { sha256Hex } from './hash.js';

export interface Row {
  readonly seq: number;
  readonly eventId: Buffer;
  readonly normaliserVersion: number;
  readonly recordedAt: Instant;
  readonly coreDigest: Buffer;
  readonly leaf: Buffer;
  readonly body: Buffer;
}

/** A row with what its bytes say, undefined where they are no JSON. */
export interface ReadRow extends Row {
  readonly envelope: Partial<Envelope> | undefined;
  readonly content: { readonly core?: Json } | undefined;
}

export function read(row: Row): ReadRow {
  return { ...row, envelope: objectIn(row.leaf), content: objectIn(row.body) };
}

function objectIn(bytes: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface Expected {
  readonly seq: number;
  readonly log: string;
  /** Of the event before. */
  readonly notBefore: Instant;
  readonly key: LedgerKey | undefined;
}

/** Everything about one event that needs no other one. Throws the Difference, naming the event. */
export function checkEvent(row: ReadRow, expected: Expected): void {
  const fault = faultOf(row, expected);
  if (fault !== null) throw new Difference(row.seq, `${nameOf(row)} differs: ${fault}.`);
}

export function nameOf({ seq, envelope }: ReadRow): string {
  if (typeof envelope?.type !== 'string') return `Event ${seq}`;
  return `Event ${seq} (${envelope.type} of ${String(envelope.subject)})`;
}

function faultOf(row: ReadRow, expected: Expected): string | null {
  const { envelope, content } = row;
  if (!envelope) return 'its leaf is no JSON';
  if (!isCanonical(row.leaf, envelope)) return 'its leaf is not in canonical form';
  if (!content) return 'its body is no JSON';
  if (sha256Hex(row.body) !== envelope.bodyHash) return 'its body does not hash to bodyHash';
  if (!isCanonical(row.body, content)) return 'its body is not in canonical form';
  return placeFault(envelope, expected) ?? columnFault(row, envelope) ?? digestFault(row, envelope, expected.key);
}

function placeFault(envelope: Partial<Envelope>, { seq, log, notBefore }: Expected): string | null {
  if (envelope.v !== 1) return `its leaf has format ${String(envelope.v)}, not 1`;
  if (envelope.log !== log) return `its leaf belongs to the log ${String(envelope.log)}, not ${log}`;
  if (envelope.seq !== String(seq)) return `its leaf bears the number ${String(envelope.seq)}`;
  if (typeof envelope.recordedAt !== 'string') return 'its leaf has no recordedAt';
  if (envelope.recordedAt < notBefore) return `it is dated ${envelope.recordedAt}, before the event before it`;
  return null;
}

function columnFault(row: Row, envelope: Partial<Envelope>): string | null {
  if (row.eventId.toString('hex') !== envelope.eventId) return 'the column event_id does not agree with its leaf';
  if (row.recordedAt !== envelope.recordedAt) return 'the column recorded_at does not agree with its leaf';
  // A forged leaf may hold anything here.
  const version = String(envelope.normaliser).split('/').at(-1);
  if (String(row.normaliserVersion) !== version) return 'the column normaliser_version does not agree with its leaf';
  return null;
}

/** The leaf does not say whether the time took part in the digest; one of the two ways must give it. */
function digestFault(row: ReadRow, envelope: Partial<Envelope>, key: LedgerKey | undefined): string | null {
  if (!key) return null;
  const core = row.content?.core ?? null;
  const possible = [coreDigest(core, undefined, key), coreDigest(core, envelope.occurredAt ?? null, key)];
  return possible.some((digest) => digest.equals(row.coreDigest)) ? null : 'the column core_digest does not agree with its body';
}

function isCanonical(bytes: Buffer, value: object): boolean {
  try {
    return bytes.equals(Buffer.from(canonical(value)));
  } catch {
    return false;
  }
}
