import { type Json, type JsonTold, MalformedRecord, readJsonObject } from '#contract';
import { z } from 'zod';
import type { Listed } from './client.js';
import { APPLICATIONS, refusedWith, unavailable } from './refusal.js';

const told: JsonTold = { what: 'line of the watch', advice: 'The next poll reads what it was about.' };

const change = z.object({
  result: z.object({
    type: z.string(),
    application: z.looseObject({ metadata: z.looseObject({ uid: z.string(), name: z.string() }) }),
  }),
});
// The two forms of grpc-gateway: 1 (`http_code`) and 2 (`code`).
const failed = z.object({ error: z.object({ code: z.int().nullish(), grpc_code: z.int().nullish(), message: z.string().nullish() }) });

/** PERMISSION_DENIED and UNAUTHENTICATED of gRPC, as HTTP says them. */
const REFUSALS: Readonly<Record<number, number>> = { 7: 403, 16: 401 };

export interface Change {
  /** `ADDED` for all that is there when the watch begins, then `MODIFIED` and `DELETED`. */
  readonly type: string;
  readonly application: Listed;
}

/**
 * What a line of the watch says; null where it is only a sign of life (`:`), an empty one, or another field of a server-sent event.
 * Throws `MalformedRecord`, and what Argo CD says for an end: `SourceRefused` or `SourceUnavailable`.
 */
export function changeIn(line: Uint8Array): Change | null {
  const json = jsonIn(line);
  if (json === null) return null;
  const chunk: Json = readJsonObject(json, told);
  const { data } = change.safeParse(chunk);
  if (data) return data.result;
  const { error } = failed.safeParse(chunk).data ?? {};
  if (!error) throw new MalformedRecord('result', `A ${told.what} of Argo CD names no application. ${told.advice}`);
  const words = error.message?.slice(0, 300) || 'no reason given';
  const status = REFUSALS[error.grpc_code ?? error.code ?? 0];
  throw status === undefined ? unavailable('the watch', words) : refusedWith(status, APPLICATIONS, words);
}

const DATA = new TextEncoder().encode('data:');
const BRACE = 0x7b;

/** Behind `data:` of a server-sent event; a proxy that takes the header Accept away makes it a line of plain JSON. */
function jsonIn(line: Uint8Array): Uint8Array | null {
  if (line[0] === BRACE) return line;
  return DATA.every((byte, at) => line[at] === byte) ? line.subarray(DATA.length) : null;
}
