import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { ledgerSize } from './position.js';
import type { Tail } from './tail.js';

export interface Span {
  readonly after: number;
  readonly upTo: number;
  readonly limit: number;
}
export interface Batch<T> {
  readonly items: readonly T[];
  /** The next batch begins after it. */
  readonly readTo: number;
}

export type Read<T> = (span: Span) => Promise<Batch<T>>;

/** News that goes on for ever, and the position after which it began. */
export interface Feed<T> extends AsyncIterableIterator<T> {
  readonly start: number;
  /** Up to here everything was told, and more was asked for. */
  readonly position: number;
  /** The same news once more, for whoever begins elsewhere. */
  readonly read: Read<T>;
}

const BATCH = 200;

/**
 * Everything that `read` finds beyond `after` (null: from now on), in order, for ever. Each subscriber reads at its own
 * pace and holds one batch of at most 200; `return` releases it at once. Throws BAD_INPUT when `after` lies beyond the end.
 */
export async function feed<T>(
  { sql, tail }: { readonly sql: Sql; readonly tail: Tail },
  after: number | null,
  read: Read<T>,
): Promise<Feed<T>> {
  const size = await ledgerSize(sql);
  if (after !== null && after >= size && after >= 0) {
    throw badInput(
      `after is ${after}, and the ledger ends at ${size - 1}: the cursor comes from another ledger. Begin with asOfCursor of a query.`,
    );
  }
  return newsAfter(after ?? (await tail.position()), { tail, read });
}

interface Reading<T> {
  readonly tail: Tail;
  readonly read: Read<T>;
  /** Asked whenever all that there is was told: whether the news ends with this position. */
  readonly isEnough?: (position: number) => boolean;
}

/** The same beyond a position that the ledger has. */
export function newsAfter<T>(start: number, reading: Reading<T>): Feed<T> {
  const leave = new AbortController();
  const place = { position: start };
  const items = leavable(run(place, { ...reading, signal: leave.signal }), leave);
  return {
    start,
    read: reading.read,
    get position() {
      return place.position;
    },
    next: () => items.next(),
    return: () => items.return(undefined),
    throw: (error) => items.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Whoever leaves wakes it first: a generator that waits would end only with what it waits for. */
export function leavable<T>(items: AsyncGenerator<T, undefined>, leave: AbortController): AsyncGenerator<T, undefined> {
  return {
    next: () => items.next(),
    return: () => {
      leave.abort();
      return items.return(undefined);
    },
    throw: (error) => {
      leave.abort();
      return items.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface Run<T> extends Reading<T> {
  readonly signal: AbortSignal;
}

async function* run<T>(place: { position: number }, { tail, read, signal, isEnough }: Run<T>): AsyncGenerator<T, undefined> {
  const end = () => tail.position().catch(() => Infinity);
  let upTo = isEnough ? await end() : Infinity;
  while (!signal.aborted) {
    if (place.position >= upTo && isEnough?.(place.position)) return;
    await tail.beyond(place.position, signal);
    upTo = await end();
    const batch = signal.aborted || upTo === Infinity ? null : await read({ after: place.position, upTo, limit: BATCH }).catch(() => null);
    if (batch === null) {
      await pause(signal);
      continue;
    }
    for (const item of batch.items) {
      if (signal.aborted) return;
      yield item;
    }
    place.position = batch.readTo;
  }
}

/** After a reading that failed (the database went away): the place is kept, and it is tried again. */
async function pause(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 500);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
