export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What a normaliser leaves for the runtime to fill in, since it knows neither the source's name nor the keys:
 * a ref of this source, an account to be replaced by its pseudonym, a typed text to be replaced by its digest.
 */
export type RefKind =
  | 'repository'
  | 'branch'
  | 'tag'
  | 'commit'
  | 'pull_request'
  | 'review'
  | 'deployment'
  | 'release'
  | 'ticket'
  | 'approval'
  | 'build'
  | 'check'
  | 'incident'
  | 'execution'
  | 'asset'
  | 'artifact'
  | 'evaluation'
  | 'drift'
  | 'access'
  | 'thing';

export interface RefMark {
  readonly $ref: readonly [RefKind, ...string[]];
}
export interface AccountMark {
  /** The source's immutable account id (GitHub: numeric id as a string). */
  readonly $account: string;
  /** What the source calls the account now; a clear value. */
  readonly login?: string;
  readonly kind: 'PERSON' | 'SERVICE';
}
export interface TextMark {
  readonly $text: string;
  /** Equal texts of one field have equal digests; `title`, `description`, `comment` … */
  readonly field: string;
  /** Who typed it: its clear value is erased with him. */
  readonly by?: AccountMark;
}
export type Marked =
  null | boolean | number | string | RefMark | AccountMark | TextMark | readonly Marked[] | { readonly [key: string]: Marked };

/** A ref of the source at hand: `ref('commit', repositoryId, sha)` becomes `commit:<source>:<repositoryId>:<sha>`. */
export function ref(kind: RefKind, ...ids: readonly string[]): RefMark {
  return { $ref: [kind, ...ids] };
}

export function account(id: string | number, kind: 'PERSON' | 'SERVICE', login?: string): AccountMark {
  return { $account: String(id), kind, ...(login === undefined ? {} : { login }) };
}

export function text(field: string, value: string, by?: AccountMark | null): TextMark {
  return { $text: value, field, ...(by ? { by } : {}) };
}

/**
 * The full ref, ids percent-encoded where they hold `:` or `%`. That of an artifact is its digest and the same from every
 * source: `ref('artifact', 'sha256', hex)` becomes `artifact:sha256:<hex>`.
 */
export function refText(mark: RefMark, source: string): string {
  const [kind, ...ids] = mark.$ref;
  if (kind === 'artifact') return [kind, ...ids].join(':');
  return [kind, source, ...ids.map((id) => id.replace(/[%:]/g, encodeURIComponent))].join(':');
}

export function isRef(value: unknown): value is RefMark {
  return isObject(value) && Array.isArray(value['$ref']);
}
export function isAccount(value: unknown): value is AccountMark {
  return isObject(value) && typeof value['$account'] === 'string';
}
export function isText(value: unknown): value is TextMark {
  return isObject(value) && typeof value['$text'] === 'string';
}
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
