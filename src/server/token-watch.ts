import { stillStands, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';

const CHECK_MS = 5_000;

/** What is to end with a token, however many connections it opened. */
interface Watched {
  readonly ends: Set<() => void>;
  readonly timer: NodeJS.Timeout;
}

const watched = new WeakMap<Sql, Map<string, Watched>>();

/** Calls `end` soon after the token no longer stands; what comes back stops that. Of each token one question is asked every 5 s. */
export function whileItStands(sql: Sql, viewer: Viewer, end: () => void): () => void {
  const all = watched.get(sql) ?? new Map<string, Watched>();
  watched.set(sql, all);
  const key = `${viewer.token} ${viewer.expiresAt}`;
  const one = all.get(key) ?? begun(sql, viewer);
  all.set(key, one);
  one.ends.add(end);
  return () => {
    one.ends.delete(end);
    if (one.ends.size > 0) return;
    clearInterval(one.timer);
    if (all.get(key) === one) all.delete(key);
  };
}

/** A database that does not answer is no reason to end anything. */
function begun(sql: Sql, viewer: Viewer): Watched {
  const ends = new Set<() => void>();
  const check = async () => {
    const stands = await stillStands(sql, viewer).catch(() => true);
    if (!stands) for (const end of ends) end();
  };
  return { ends, timer: setInterval(() => void check(), CHECK_MS) };
}
