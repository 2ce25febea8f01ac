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

interface Waiter {
  readonly after: number;
  readonly done: () => void;
}

/**
 * Notified by appending (`ledger`) and following (`follow`); NOTIFY is lost with its connection, hence the look each second.
 * However many wait, one look is under way at a time, for all of them.
 */
export async function openTail(url: string, fallbackMs = 1_000): Promise<Tail> {
  const sql = openPool(url, { max: 1, name: 'changeline tail' });
  const waiters = new Set<Waiter>();
  let known = -1;
  let [isLooking, again] = [false, false];
  const position = async () => (known = await positionOf(sql));
  const look = async (): Promise<void> => {
    if (isLooking) return void (again = true);
    isLooking = true;
    do {
      again = false;
      await position().catch(() => undefined);
      for (const { after, done } of waiters) if (known > after) done();
    } while (again);
    isLooking = false;
  };
  const wake = () => void (waiters.size > 0 && look());
  await sql.listen('follow', wake);
  // An append is told before it is followed: the second look, 50 ms later, mostly finds it done.
  await sql.listen('ledger', () => {
    wake();
    setTimeout(wake, 50).unref();
  });
  const timer = setInterval(wake, fallbackMs).unref();
  return {
    position,
    waiting: () => waiters.size,
    close: () => {
      clearInterval(timer);
      return sql.end({ timeout: 1 });
    },
    async beyond(after, signal) {
      // What is known may be too much, after the read tables were built anew: whoever reads then asks for the position, and waits.
      if (known > after || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          waiters.delete(waiter);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const waiter = { after, done };
        waiters.add(waiter);
        signal.addEventListener('abort', done);
        wake();
      });
    },
  };
}
