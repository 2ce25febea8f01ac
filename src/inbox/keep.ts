import type { Sql } from '../db/pool.js';
import { databaseTrouble, troubleSentence } from './database-error.js';
import { insertDeliveries, type NewDelivery } from './insert-deliveries.js';
import { uuid7 } from './uuid7.js';

/** The delivery is not kept, and its sender is told to come again. The webhook route catches it and answers 503. */
export class CannotKeep extends Error {
  override readonly name = 'CannotKeep';
}

export type Incoming = Omit<NewDelivery, 'id'>;

export interface Keeper {
  /** The id under which the delivery is committed: its own, or that of the first one with the same dedupe. Throws `CannotKeep`. */
  keep(incoming: Incoming): Promise<string>;
  close(): Promise<void>;
}

export interface KeeperLimits {
  readonly lanes: number;
  readonly batch: number;
  readonly batchBytes: number;
  readonly waiting: number;
  readonly waitingBytes: number;
  /** GitHub gives up after 10 s (`X-GitHub-Delivery`, webhooks best practices); an honest 503 comes before. */
  readonly patienceMs: number;
}

const LIMITS: KeeperLimits = {
  // One lane commits while the other fills: with four, batches shrank and the rate fell.
  lanes: 2,
  batch: 64,
  batchBytes: 8 << 20,
  waiting: 4_000,
  waitingBytes: 128 << 20,
  patienceMs: 8_000,
};

interface Waiting extends NewDelivery {
  readonly answer: (id: string) => void;
  readonly refuse: (error: CannotKeep) => void;
}

/**
 * Commits deliveries in groups: what arrives while a lane is busy goes with the next commit, and a delivery that
 * finds a free lane waits for nobody. Refuses when more is waiting than it may hold, or the database is away.
 */
export function openKeeper(sql: Sql, limits: Partial<KeeperLimits> = {}): Keeper {
  const { lanes, batch, batchBytes, waiting, waitingBytes, patienceMs } = { ...LIMITS, ...limits };
  const queue: Waiting[] = [];
  const running = new Set<Promise<void>>();
  const tell = teller(sql);
  let heldBytes = 0;
  let closed = false;

  function keep(incoming: Incoming): Promise<string> {
    if (closed) return Promise.reject(new CannotKeep('The hub is stopping.'));
    if (queue.length >= waiting || heldBytes + incoming.body.length > waitingBytes) {
      return Promise.reject(new CannotKeep('More deliveries are waiting to be kept than the hub may hold.'));
    }
    const promise = new Promise<string>((resolve, reject) => enqueue(incoming, resolve, reject));
    if (running.size < lanes) start();
    return promise;
  }

  function enqueue(incoming: Incoming, resolve: (id: string) => void, reject: (error: CannotKeep) => void): void {
    heldBytes += incoming.body.length;
    const timer = setTimeout(() => end(() => reject(new CannotKeep('The database did not answer in time.'))), patienceMs);
    let ended = false;
    const end = (answer: () => void): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      heldBytes -= incoming.body.length;
      const at = queue.indexOf(item);
      if (at >= 0) queue.splice(at, 1);
      answer();
    };
    const item: Waiting = {
      ...incoming,
      id: uuid7(),
      answer: (id) => end(() => resolve(id)),
      refuse: (error) => end(() => reject(error)),
    };
    queue.push(item);
  }

  function start(): void {
    const lane = empty().finally(() => running.delete(lane));
    running.add(lane);
  }

  async function empty(): Promise<void> {
    while (queue.length > 0) {
      const group = takeUpTo(queue, batch, batchBytes);
      await commit(sql, group);
      tell();
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all(running);
  }

  return { keep, close };
}

function takeUpTo(queue: Waiting[], most: number, mostBytes: number): Waiting[] {
  let count = 0;
  let size = 0;
  for (const one of queue.slice(0, most)) {
    size += one.body.length;
    if (count > 0 && size > mostBytes) break;
    count += 1;
  }
  return queue.splice(0, count);
}

async function commit(sql: Sql, group: readonly Waiting[]): Promise<void> {
  try {
    const ids = await insertDeliveries(sql, group);
    group.forEach((one, at) => one.answer(ids[at] ?? one.id));
  } catch (error) {
    // One delivery that the database will never accept must not take 63 others with it.
    if (group.length > 1 && databaseTrouble(error) === 'DATA') for (const one of group) await commit(sql, [one]);
    else refuseAll(group, error);
  }
}

function refuseAll(group: readonly Waiting[], cause: unknown): void {
  const error = new CannotKeep(`It was not kept: ${troubleSentence(cause)}.`, { cause });
  for (const one of group) one.refuse(error);
}

/**
 * Wakes the normalise loops after a commit. NOTIFY inside the insert would make all commits queue behind one
 * database-wide lock; sent after it and at most one at a time, it costs the senders nothing, and if it is lost the loops look
 * once a second anyway.
 */
function teller(sql: Sql): () => void {
  let busy = false;
  let again = false;
  const tell = async (): Promise<void> => {
    busy = true;
    do {
      again = false;
      await sql`select pg_notify('inbox', '')`.catch(() => undefined);
    } while (again);
    busy = false;
  };
  return () => {
    if (busy) again = true;
    else void tell();
  };
}
