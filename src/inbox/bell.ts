import { setTimeout } from 'node:timers/promises';
import type { Sql } from '../db/pool.js';

const CLOSING_MS = 1_000;

/** Lets a loop sleep until something was announced on a channel of the database, or the time is over. */
export interface Bell {
  /** Resolves at the next ring (or at once, if it rang since the last wait), after `ms`, or when the bell is closed. */
  wait(ms: number): Promise<void>;
  ring(): void;
  /** Listens anew; call it after the database was away, since the driver gives up when its first attempt fails. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

export function openBell(sql: Sql, channel: string): Bell {
  const waiting = new Set<() => void>();
  let rung = false;
  let closed = false;
  let listening = listen();

  function ring(): void {
    if (waiting.size === 0) rung = true;
    for (const wake of [...waiting]) wake();
  }

  async function listen(): Promise<(() => Promise<void>) | null> {
    try {
      const { unlisten } = await sql.listen(channel, ring, ring);
      return async () => void (await unlisten());
    } catch {
      return null;
    }
  }

  function wait(ms: number): Promise<void> {
    if (rung || closed) {
      rung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = globalThis.setTimeout(wake, ms);
      waiting.add(wake);
    });
  }

  async function renew(): Promise<void> {
    await silence();
    if (!closed) listening = listen();
  }

  async function silence(): Promise<void> {
    const unlisten = await listening;
    await unlisten?.().catch(() => undefined);
  }

  async function close(): Promise<void> {
    closed = true;
    ring();
    // While the database is away, the driver answers neither way for some time.
    await Promise.race([silence(), setTimeout(CLOSING_MS, undefined, { ref: false })]);
  }

  return { wait, ring, renew, close };
}
