import { longNumbersAside, MOST_DEPTH } from './json-text.js';
import { MalformedRecord } from './errors.js';
import type { Json } from './mark.js';

/** What is read, for the sentence of an error, and what to do about it. */
export interface JsonTold {
  /** `body of this delivery`. */
  readonly what: string;
  /** Behind "is not JSON", where the tool is known for a cause: `"Exclude body" must be off at the webhook`. */
  readonly hint?: string;
  /** A sentence: `The next poll reads what it was about.` */
  readonly advice: string;
}

export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * The JSON in bytes of UTF-8, or in text; a byte-order mark in front is passed over. Numbers that a double cannot hold (whole ones
 * above 2^53, others above 1e308) come as strings, with the digits that were written. Throws `MalformedRecord` (field `body`)
 * when it is no UTF-8 or no JSON, nests deeper than 100, or holds a key twice in one object (RFC 8259, 4: readers differ on it).
 */
export function readJson(given: Uint8Array | string, told: JsonTold): Json {
  const text = typeof given === 'string' ? given : decoded(given, told);
  const value = parsed(text, told);
  const { keys, depth, quoted } = longNumbersAside(text);
  if (depth > MOST_DEPTH) throw malformed(told, `is nested ${String(depth)} deep; at most ${String(MOST_DEPTH)} is read`);
  if (keys !== keysIn(value)) throw malformed(told, 'holds the same key twice in one object');
  return quoted === null ? value : parsed(quoted, told);
}

/** As `readJson`, of what must be an object. */
export function readJsonObject(given: Uint8Array | string, told: JsonTold): JsonObject {
  const value = readJson(given, told);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw malformed(told, 'is JSON, but no object');
}

function decoded(bytes: Uint8Array, told: JsonTold): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed(told, 'is not JSON: its bytes are not UTF-8', cause);
  }
}

function parsed(text: string, told: JsonTold): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw malformed(told, `is not JSON${told.hint === undefined ? '' : `; ${told.hint}`}`, cause);
  }
}

/** Without recursion: what comes here may be nested a million deep. */
function keysIn(root: Json): number {
  const left: Json[] = [root];
  let keys = 0;
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const values: readonly Json[] = Object.values(value);
    if (!Array.isArray(value)) keys += values.length;
    for (const inner of values) left.push(inner);
  }
  return keys;
}

function malformed({ what, advice }: JsonTold, why: string, cause?: unknown): MalformedRecord {
  return new MalformedRecord('body', `The ${what} ${why}. ${advice}`, { cause });
}
