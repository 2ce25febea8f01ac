import type { Instant } from '#contract';
import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { knownAt } from './known-at.js';
import { positionOf } from './position.js';

export interface Moments {
  readonly from: Instant;
  readonly to: Instant;
}

/** The read tables as they were known at two moments, and the last events that were known then. */
export interface BothMoments {
  readonly earlier: Sql;
  readonly later: Sql;
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** Refuses BAD_INPUT unless `from` is before `to` and both are over. */
export async function bothMoments(sql: Sql, { from, to }: Moments): Promise<BothMoments> {
  if (from >= to) throw badInput(`from is ${from} and to is ${to}: from must be the earlier moment.`);
  const [earlier, later] = await Promise.all([knownAt(sql, from), knownAt(sql, to)]);
  const [fromSeq, toSeq] = await Promise.all([positionOf(earlier), positionOf(later)]);
  return { earlier, later, fromSeq, toSeq };
}
