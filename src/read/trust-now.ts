import { type Trust, trustOf } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { policyInForce } from './change-content.js';

export type { Trust };

/** Whose word about which type of event satisfies a rule by the policy in force: that of tools, and of senders that it trusts for it. */
export async function trustNow(sql: Sql): Promise<Trust> {
  const [senders, policy] = await Promise.all([sql<{ source: string }[]>`select source from sender`, policyInForce(sql)]);
  return trustOf(new Set(senders.map(({ source }) => source)), policy ?? {});
}
