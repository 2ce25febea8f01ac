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

/** News that goes on for ever, and the position after which it began. */
export interface Feed<T> extends AsyncIterableIterator<T> {
  readonly start: number;
}

const BATCH = 200;

/**
 * Everything that `read` finds beyond `after` (null: from now on), in order, for ever. Each subscriber reads at its own
 * pace and holds one batch of at most 200; `return` releases it at once. Throws BAD_INPUT when `after` lies beyond the end.
 */
export async function feed<T>(
  { sql, tail }: { readonly sql: Sql; readonly tail: Tail },
  after: number | null,
  read: (span: Span) => Promise<Batch<T>>,
): Promise<Feed<T>> {
  const size = await ledgerSize(sql);
  if (after !== null && after >= size && after >= 0) {
    throw badInput(
      `after is ${after}, and the ledger ends at ${size - 1}: the cursor comes from another ledger. Begin with asOfCursor of a query.`,
    );
  }
  const start = after ?? (await tail.position());
  const leave = new AbortController();
  const items = run(start, { tail, read, signal: leave.signal });
  const iterator: Feed<T> = {
    start,
    next: () => items.next(),
    return: () => {
      leave.abort();
      return items.return(undefined);
    },
    throw: (error) => {
      leave.abort();
      return items.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

interface Run<T> {
  readonly tail: Tail;
  readonly read: (span: Span) => Promise<Batch<T>>;
  readonly signal: AbortSignal;
}

async function* run<T>(start: number, { tail, read, signal }: Run<T>): AsyncGenerator<T, undefined> {
  let position = start;
  while (!signal.aborted) {
    await tail.beyond(position, signal);
    const batch = signal.aborted ? null : await read({ after: position, upTo: await tail.position(), limit: BATCH }).catch(() => null);
    if (batch === null) {
      await pause(signal);
      continue;
    }
    for (const item of batch.items) {
      if (signal.aborted) return;
      yield item;
    }
    position = batch.readTo;
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
