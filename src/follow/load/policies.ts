import type { Instant, Policy } from '#contract';
import type { Transaction } from '../../db/pool.js';

export interface ActivatedPolicy {
  readonly policy: Policy;
  readonly activatedAt: Instant;
}

/** In order of activation, from the one in force when the first fact was recorded: what came before judged nothing. */
export async function loadPolicies(tx: Transaction): Promise<readonly ActivatedPolicy[]> {
  const all = await tx<ActivatedPolicy[]>`
    select content as policy, activated_at as "activatedAt" from policy_version order by activated_at, seq`;
  const [first] = await tx<{ recordedAt: Instant }[]>`
    select recorded_at as "recordedAt" from timeline_entry where source <> 'changeline' order by seq limit 1`;
  return all.filter((_, nth) => {
    const next = all[nth + 1];
    return next === undefined || (first !== undefined && next.activatedAt > first.recordedAt);
  });
}
