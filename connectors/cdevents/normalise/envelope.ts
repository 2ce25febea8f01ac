import { type Json, readPayload } from '#contract';
import { bundle, envelope, statement, type Statement } from '../wire/provenance.js';
import { jsonIn } from './base64.js';

/** A statement, and how it came: with signatures, of which none is verified, or without. */
export interface Attested {
  readonly statement: Statement;
  readonly payload: Json;
  readonly isSigned: boolean;
}

/** The in-toto statement in a Sigstore bundle, in a DSSE envelope, or plain; null where the data is none of them. */
export function statementIn(data: Json): Attested | null {
  if (has(data, 'bundle')) return statementIn(data['bundle'] ?? null);
  if (has(data, 'dsseEnvelope')) return opened(readPayload(bundle, data, { what: 'Sigstore bundle', by: 'Sigstore' }).dsseEnvelope.payload);
  if (has(data, 'payloadType')) return opened(readPayload(envelope, data, { what: 'DSSE envelope', by: 'DSSE' }).payload);
  return has(data, '_type') ? read(data, false) : null;
}

function opened(payload: string): Attested {
  return read(jsonIn(payload, 'payload'), true);
}

function read(payload: Json, isSigned: boolean): Attested {
  return { statement: readPayload(statement, payload, { what: 'statement', by: 'in-toto' }), payload, isSigned };
}

function has(data: Json, name: string): data is Readonly<Record<string, Json>> {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name);
}
