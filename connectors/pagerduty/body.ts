import { type Delivery, type Json, MalformedRecord } from '#contract';

const MAX_DEPTH = 100;

/** The JSON of a delivery. Throws `MalformedRecord` when the bytes are no UTF-8, no JSON object, or nest deeper than 100. */
export function readBody({ body }: Delivery): { readonly [key: string]: Json } {
  const value = parse(decode(body));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('is JSON, but no object');
  if (depthOf(value) > MAX_DEPTH) throw malformed(`is nested deeper than ${String(MAX_DEPTH)}`);
  return value as { readonly [key: string]: Json };
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw malformed('is not JSON: its bytes are not UTF-8', cause);
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw malformed('is not JSON; the sender is perhaps not PagerDuty', cause);
  }
}

/** Without recursion: what comes here may be nested a million deep. */
function depthOf(root: Json): number {
  let level: Json[] = [root];
  let depth = 0;
  while (level.length > 0 && depth <= MAX_DEPTH) {
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? (Object.values(value) as Json[]) : []));
    depth += 1;
  }
  return depth;
}

function malformed(what: string, cause?: unknown): MalformedRecord {
  return new MalformedRecord('body', `The body of this delivery ${what}. The next poll reads what it was about.`, { cause });
}
