import type { Sql } from '../db/pool.js';
import { databaseTrouble, troubleSentence } from './database-error.js';
import { insertDeliveries } from './insert-deliveries.js';
import { CannotKeep, openWaitingLine, type Incoming, type LineLimits, type Waiting } from './waiting-line.js';

export interface Keeper {
  /** The id under which the delivery is committed: its own, or that of the first one with the same dedupe. Throws `CannotKeep`. */
  keep(incoming: Incoming): Promise<string>;
  close(): Promise<void>;
}

export interface KeeperLimits extends LineLimits {
  readonly lanes: number;
  readonly batch: number;
  readonly batchBytes: number;
}

const LIMITS: KeeperLimits = {
  // One lane commits while the other fills.
  lanes: 2,
  batch: 64,
  batchBytes: 8 << 20,
  waiting: 4_000,
  waitingBytes: 128 << 20,
  // GitHub gives up after 10 s; an honest 503 comes before.
  patienceMs: 8_000,
};

/**
 * Commits deliveries in groups: what arrives while a lane is busy goes with the next commit, and a delivery that
 * finds a free lane waits for nobody. Refuses when more is waiting than it may hold, or the database is away.
 */
export function openKeeper(sql: Sql, given: Partial<KeeperLimits> = {}): Keeper {
  const limits = { ...LIMITS, ...given };
  const line = openWaitingLine(limits);
  const running = new Set<Promise<void>>();
  const tell = teller(sql);
  let closed = false;

  function start(): void {
    const lane = empty().finally(() => running.delete(lane));
    running.add(lane);
  }

  async function empty(): Promise<void> {
    while (line.length() > 0) {
      await commit(sql, line.take(limits.batch, limits.batchBytes));
      tell();
    }
  }

  return {
    keep(incoming) {
      if (closed) return Promise.reject(new CannotKeep('The hub is stopping.'));
      const kept = line.join(incoming);
      if (running.size < limits.lanes && line.length() > 0) start();
      return kept;
    },
    async close() {
      closed = true;
      await Promise.all(running);
    },
  };
}

async function commit(sql: Sql, group: readonly Waiting[]): Promise<void> {
  try {
    const ids = await insertDeliveries(sql, group);
    group.forEach((one, at) => one.keptAs(ids[at] ?? one.id));
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
 * database-wide lock; sent after it and at most one at a time, it costs the senders nothing, and if it is lost the
 * loops look once a second anyway.
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
