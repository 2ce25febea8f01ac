// Half a surrogate pair has no UTF-8 form; with the u flag this matches none that is one of a pair.
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The one text of a JSON value: keys in the order of their UTF-16 code units, numbers as ECMAScript writes them, no
 * blanks (RFC 8785). Throws a TypeError for NaN, infinities, undefined and lone surrogates, which JSON cannot hold.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numeral(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') return members(value as Readonly<Record<string, unknown>>);
  throw new TypeError(`A ${typeof value} has no canonical JSON form.`);
}

function quoted(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('A text with half a surrogate pair has no canonical JSON form.');
  return JSON.stringify(text);
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON form.`);
  return JSON.stringify(value);
}

function members(value: Readonly<Record<string, unknown>>): string {
  // sort() without a comparator orders by UTF-16 code units, which is what RFC 8785 §3.2.3 asks for.
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${quoted(key)}:${canonical(value[key])}`).join(',')}}`;
}
