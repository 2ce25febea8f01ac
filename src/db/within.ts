import type { Sql } from './pool.js';

/**
 * The promise, or after `ms` an error that says what hung. A query whose connection died in an unlucky moment may never
 * settle; a loop that waits for it for ever would stand still in a hub that looks alive.
 */
export async function within<T>(ms: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${ms / 1000} s; it is tried again on another connection.`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

type Connection = Awaited<ReturnType<Sql['reserve']>>;

/** A connection of the pool for its caller alone, or after `ms` the same error; one that comes too late goes back to the pool. */
export async function reservedWithin(ms: number, sql: Pick<Sql, 'reserve'>): Promise<Connection> {
  const reserving = sql.reserve();
  return within(ms, 'Taking a connection', reserving).catch((error: unknown) => {
    reserving.then((late) => late.release()).catch(() => undefined);
    throw error;
  });
}
