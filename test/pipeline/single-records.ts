import type { RawRecord } from '#contract';
import type { Sql } from '../../src/db/pool.js';

/** Every record of the polled pages that a hub kept. */
export async function recordsKept(sql: Sql): Promise<readonly RawRecord[]> {
  const rows = await sql<{ body: Buffer }[]>`select body from inbox_delivery where door = 'POLL' order by id`;
  return rows.flatMap(({ body }) => (JSON.parse(body.toString('utf8')) as { records: RawRecord[] }).records);
}

/** Numbers in [0, 1) that the seed decides (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same list in an order that the seed decides (Fisher–Yates). */
export function shuffled<T>(list: readonly T[], seed: number): readonly T[] {
  const order = [...list];
  const random = randomOf(seed);
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
