import { typedError, isGiven } from './context.js';

export interface PageArguments {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

export type Key = readonly (string | number)[];

/** A list in its order; `key` places an item in it for ever, so that a page starts right behind its cursor whatever was added or moved. */
export interface Listing<T> {
  /** Names list and order: a cursor of one order is refused in another. */
  readonly ordering: string;
  readonly items: readonly T[];
  readonly key: (item: T) => Key;
  readonly isDescending?: boolean;
  readonly node: (item: T) => unknown;
}

export interface Connection {
  readonly nodes: () => unknown[];
  readonly edges: () => { cursor: string; node: unknown }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  readonly totalCount: number | (() => number);
}

export function connection<T>(listing: Listing<T>, args: PageArguments): Connection {
  const { items } = listing;
  const low = !isGiven(args.after) ? 0 : placeAfter(listing, keyIn(listing, args.after));
  const high = !isGiven(args.before) ? items.length : placeBefore(listing, keyIn(listing, args.before));
  const start = !isGiven(args.first) && isGiven(args.last) ? Math.max(low, high - args.last) : low;
  const end = !isGiven(args.first) ? high : Math.min(high, low + args.first);
  return pageOf(items.slice(start, Math.max(start, end)), (item) => cursorOf(listing, item), listing.node, {
    hasNextPage: end < items.length,
    hasPreviousPage: start > 0,
    totalCount: items.length,
  });
}

export function pageOf<T>(
  page: readonly T[],
  cursor: (item: T, index: number) => string,
  node: (item: T) => unknown,
  facts: { hasNextPage: boolean; hasPreviousPage: boolean; totalCount: number | (() => number) },
): Connection {
  const last = page.length - 1;
  return {
    nodes: () => page.map(node),
    edges: () => page.map((item, index) => ({ cursor: cursor(item, index), node: node(item) })),
    pageInfo: {
      hasNextPage: facts.hasNextPage,
      hasPreviousPage: facts.hasPreviousPage,
      startCursor: last < 0 ? null : cursor(page[0] as T, 0),
      endCursor: last < 0 ? null : cursor(page[last] as T, last),
    },
    totalCount: facts.totalCount,
  };
}

export function invalidCursor(cursor: string): Error {
  return typedError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
}

function cursorOf<T>(listing: Listing<T>, item: T): string {
  return Buffer.from(`cursor:v2:${JSON.stringify([listing.ordering, ...listing.key(item)])}`).toString('base64');
}

function keyIn<T>(listing: Listing<T>, cursor: string): Key {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  try {
    const parts: unknown = JSON.parse(text.replace(/^cursor:v2:/, ''));
    if (Array.isArray(parts) && parts[0] === listing.ordering) return parts.slice(1) as Key;
  } catch {
    // Not a cursor of ours at all: the same refusal.
  }
  throw invalidCursor(cursor);
}

export function compareKeys(a: Key, b: Key): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

// Binary search for the number of items for which `isBefore` holds; they come first in the list.
function countWhile<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function order<T>({ isDescending, key }: Listing<T>, item: T, other: Key): number {
  return (isDescending ? -1 : 1) * compareKeys(key(item), other);
}
const placeAfter = <T>(listing: Listing<T>, key: Key): number => countWhile(listing.items, (item) => order(listing, item, key) <= 0);
const placeBefore = <T>(listing: Listing<T>, key: Key): number => countWhile(listing.items, (item) => order(listing, item, key) < 0);
