import { parseInstant } from '#contract';
import { badInput } from '../access/index.js';

export const MOST = 200;
const STANDARD = 50;
/** Beyond it a count is a lower bound: counting on would cost more than the page. */
export const COUNTED = 10_000;

export interface PageInput {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

export type Key = readonly (string | number | null)[];

/** What a page asks for: at most `limit` rows beyond `from`, walked in list order or against it. */
export interface Slice {
  readonly limit: number;
  readonly backward: boolean;
  readonly from: Key | null;
}

export interface Count {
  readonly value: number;
  readonly exact: boolean;
}

/** One page of a list, read at ledger position `asOf`. */
export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly asOf: number;
  readonly count: () => Promise<Count>;
}

/** Reads the paging arguments of the list `name`. Throws BAD_INPUT when they ask for more than 200, both ways, or with another list's cursor. */
export function sliceOf(input: PageInput, name: string, kinds: readonly KeyKind[]): Slice {
  const backward = given(input.last) || given(input.before);
  if (backward && (given(input.first) || given(input.after))) {
    throw badInput('Ask with first and after, or with last and before, not with both.');
  }
  const limit = (backward ? input.last : input.first) ?? STANDARD;
  if (limit < 1 || limit > MOST) {
    throw badInput(
      `${backward ? 'last' : 'first'} is ${limit}; it must lie between 1 and ${MOST}. Ask for the rest page by page, with the cursors of pageInfo.`,
    );
  }
  const cursor = backward ? input.before : input.after;
  return { limit, backward, from: !given(cursor) ? null : keyOf(cursor, name, kinds) };
}

export function cursorOf(name: string, key: Key): string {
  return Buffer.from(JSON.stringify([name, ...key])).toString('base64url');
}

function given<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/** What may stand in a cursor: they come back from outside, and go into SQL as parameters of these types. */
const KINDS: Readonly<Record<'time' | 'maybeTime' | 'text' | 'int' | 'uuid', (part: unknown) => boolean>> = {
  time: (part) => typeof part === 'string' && parseInstant(part) !== null,
  maybeTime: (part) => part === null || KINDS.time(part),
  text: (part) => typeof part === 'string' && !part.includes('\0'),
  int: (part) => Number.isSafeInteger(part),
  uuid: (part) => typeof part === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part),
};
export type KeyKind = keyof typeof KINDS;

function keyOf(cursor: string, name: string, kinds: readonly KeyKind[]): Key {
  const [list, ...key] = parsed(cursor);
  if (list !== name || key.length !== kinds.length || !kinds.every((kind, index) => KINDS[kind](key[index]))) {
    throw badInput('This cursor does not belong to this list. Take it from pageInfo or from an edge of the same list.');
  }
  return key;
}

function parsed(cursor: string): Key {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? (value as Key) : [];
  } catch {
    return [];
  }
}

export interface Rows<Row, T> {
  readonly name: string;
  readonly slice: Slice;
  /** Up to `limit + 1` rows in walking order. */
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => Key;
  readonly nodeOf: (row: Row) => T;
  readonly asOf: number;
  readonly count: () => Promise<Count>;
}

export function pageOf<Row, T>({ name, slice, rows, keyOf: key, nodeOf, asOf, count }: Rows<Row, T>): Page<T> {
  const more = rows.length > slice.limit;
  const kept = rows.slice(0, slice.limit);
  if (slice.backward) kept.reverse();
  const edges = kept.map((row) => ({ cursor: cursorOf(name, key(row)), node: nodeOf(row) }));
  const pageInfo = {
    hasNextPage: slice.backward ? slice.from !== null : more,
    hasPreviousPage: slice.backward ? more : slice.from !== null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo, asOf, count: once(count) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
