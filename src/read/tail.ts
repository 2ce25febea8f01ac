import { openPool } from '../db/pool.js';
import { positionOf } from './position.js';

/** Wakes whoever waits for the ledger to be followed further; one for a process. */
export interface Tail {
  /** How far the read tables are, asked just now. */
  position(): Promise<number>;
  /** Resolves once the read tables are beyond `after`, or the signal aborts. Survives a database that goes away. */
  beyond(after: number, signal: AbortSignal): Promise<void>;
  waiting(): number;
  close(): Promise<void>;
}

/** Notified by appending (`ledger`) and following (`follow`); NOTIFY is lost with its connection, hence the look each second. */
export async function openTail(url: string, fallbackMs = 1_000): Promise<Tail> {
  const sql = openPool(url, { max: 1, name: 'changeline tail' });
  const waiters = new Set<() => void>();
  const wake = () => {
    for (const waiter of waiters) waiter();
  };
  await sql.listen('follow', wake);
  // An append is told before it is followed: the second look, 50 ms later, mostly finds it done.
  await sql.listen('ledger', () => {
    wake();
    setTimeout(wake, 50).unref();
  });
  return {
    position: () => positionOf(sql),
    waiting: () => waiters.size,
    close: () => sql.end({ timeout: 1 }),
    async beyond(after, signal) {
      while (!signal.aborted && !(await isBeyond(after))) await nudged(signal);
    },
  };

  async function isBeyond(after: number): Promise<boolean> {
    return (await positionOf(sql).catch(() => -1)) > after;
  }

  async function nudged(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiters.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, fallbackMs);
      waiters.add(done);
      signal.addEventListener('abort', done);
    });
  }
}
