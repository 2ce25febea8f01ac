import postgres from 'postgres';
import type { Sql } from '../../db/pool.js';

/** Which sources this hub polls: several hubs may share one database, and each source has one poller. */
export interface Holds {
  /** Whether the source is this hub's, now. */
  take(source: string): Promise<boolean>;
  has(source: string): boolean;
  /** Lets another hub have it. */
  release(source: string): Promise<void>;
  close(): Promise<void>;
}

/** Beside the migrations' lock, in the two-number space of advisory locks. */
const POLLING = 4_021_961;

/**
 * Advisory locks of a session of its own: the connection gone, the locks are gone, and another hub goes on. Until
 * this hub notices, both may read; they would keep the same pages and move the same cursors.
 */
export function openHolds(sql: Sql): Holds {
  const held = new Set<string>();
  // As the driver itself does for LISTEN: its parsed options, for one connection more.
  const options = { ...sql.options, max: 1, idle_timeout: null, max_lifetime: null, backoff: () => 1, onclose: () => held.clear() };
  const session = postgres(options as unknown as postgres.Options<Record<string, never>>);

  async function take(source: string): Promise<boolean> {
    if (held.has(source)) return true;
    const [row] = await session<{ mine: boolean }[]>`
      select pg_try_advisory_lock(${POLLING}::integer, hashtext(${source})) as mine`;
    if (row?.mine) held.add(source);
    return row?.mine === true;
  }

  return {
    take,
    has: (source) => held.has(source),
    release: async (source) => {
      if (!held.delete(source)) return;
      await session`select pg_advisory_unlock(${POLLING}::integer, hashtext(${source}))`;
    },
    close: async () => {
      held.clear();
      await session.end({ timeout: 1 });
    },
  };
}
