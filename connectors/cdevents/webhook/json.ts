import { type Delivery, type Json, MalformedRecord } from '#contract';

const MAX_DEPTH = 100;

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON of a body. Throws `MalformedRecord` when its bytes are no UTF-8 or no JSON, or it nests deeper than 100. */
export function readJson({ body }: Delivery): Json {
  const value = parsed(body);
  if (isTooDeep(value)) throw malformed(`is nested deeper than ${String(MAX_DEPTH)}`);
  return value;
}

function parsed(body: Uint8Array): Json {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json;
  } catch (cause) {
    throw malformed('is no JSON in UTF-8', cause);
  }
}

function isTooDeep(root: Json): boolean {
  let level: readonly Json[] = [root];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? (Object.values(value) as Json[]) : []));
    if (level.length === 0) return false;
  }
  return true;
}

function malformed(what: string, cause?: unknown): MalformedRecord {
  return new MalformedRecord('body', `The body of this delivery ${what}. Send it again as JSON.`, { cause });
}
