import pLimit from 'p-limit';
import { readiness } from '../follow/index.js';
import { type Intended, type Readiness, Refusal } from '../read/index.js';

/** Each holds a connection and, for some 100 ms, a core. */
const AT_ONCE = 2;
/** Who would wait longer asks again. */
const MOST_WAITING = 50;

/** Asks what the rules would say of a deployment; many pipelines at once wait for one another. */
export function readinessDoor(url: string): (intended: Intended) => Promise<Readiness | string> {
  const limit = pLimit(AT_ONCE);
  return async (intended) => {
    if (limit.pendingCount >= MOST_WAITING) {
      throw new Refusal('UNAVAILABLE', `${MOST_WAITING} questions about readiness wait already. Ask again in a minute.`);
    }
    return limit(readiness, url, intended);
  };
}
