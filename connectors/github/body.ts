import { type Delivery, type Json, MalformedRecord } from '#contract';

const MAX_DEPTH = 100;

/**
 * The JSON of a delivery, from `application/json` or a form's `payload`. Whole numbers above 2^53 come as strings.
 * Throws `MalformedRecord` when the bytes are no UTF-8 or no JSON, nest deeper than 100, or repeat a key.
 */
export function readBody({ headers, body }: Delivery): Json {
  const text = jsonText(decode(body), headers['content-type'] ?? '');
  const value = parse(text);
  const { keys, longNumbers, depth } = scan(text);
  if (depth > MAX_DEPTH) throw malformed(`is nested ${String(depth)} deep; at most ${String(MAX_DEPTH)} is read`);
  // JSON.parse lets the last of two equal keys win in silence, other readers the first.
  if (keys !== countKeys(value)) throw malformed('holds the same key twice in one object');
  return longNumbers.length === 0 ? value : parse(quoteNumbers(text, longNumbers));
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw malformed('is not JSON: its bytes are not UTF-8', cause);
  }
}

function jsonText(text: string, contentType: string): string {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return text;
  const payload = new URLSearchParams(text).get('payload');
  if (payload === null) throw malformed('is a form without the field payload');
  return payload;
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw malformed('is not JSON', cause);
  }
}

interface Scan {
  readonly keys: number;
  readonly depth: number;
  /** Where whole numbers stand that a double cannot hold: [from, to) in the text. */
  readonly longNumbers: readonly (readonly [number, number])[];
}

/**
 * One look at what stands outside the strings of a text that is known to be JSON: 36 µs for 20 KB. Strings are
 * skipped by hand, since a pattern for them overflows the stack at a few megabytes.
 */
function scan(text: string): Scan {
  const outside = /[":{}[\]]|-?\d[\d.eE+-]*/g;
  const longNumbers: [number, number][] = [];
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  for (let token = outside.exec(text); token; token = outside.exec(text)) {
    const word = token[0];
    if (word === '"') outside.lastIndex = endOfString(text, token.index);
    else if (word === ':') keys += 1;
    else if (word === '{' || word === '[') deepest = Math.max(deepest, (depth += 1));
    else if (word === '}' || word === ']') depth -= 1;
    else if (isTooLong(word)) longNumbers.push([token.index, token.index + word.length]);
  }
  return { keys, depth: deepest, longNumbers };
}

/** Just behind the closing quote of the string that opens at `from`. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); ; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0 || at < 0) return at + 1;
  }
}

function isTooLong(word: string): boolean {
  return /^-?\d{16,}$/.test(word) && !Number.isSafeInteger(Number(word));
}

function countKeys(root: Json): number {
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

function quoteNumbers(text: string, places: Scan['longNumbers']): string {
  const parts: string[] = [];
  let at = 0;
  for (const [from, to] of places) {
    parts.push(text.slice(at, from), '"', text.slice(from, to), '"');
    at = to;
  }
  return parts.join('') + text.slice(at);
}

function malformed(what: string, cause?: unknown): MalformedRecord {
  return new MalformedRecord('body', `The body of this delivery ${what}. Redeliver it from GitHub's list of recent deliveries.`, { cause });
}
