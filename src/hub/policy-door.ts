import { checkPolicy } from '../config.js';
import type { Sql } from '../db/pool.js';
import type { LedgerKey } from '../ledger/index.js';
import type { PolicyActivation, WantedPolicy } from '../read/index.js';
import { activatePolicy } from './activate-policy.js';

/** Checks a policy that a person hands in like the file, and activates it when nothing is wrong with it. */
export function policyDoor(sql: Sql, key: LedgerKey, sources: readonly string[]): (wanted: WantedPolicy) => Promise<PolicyActivation> {
  return async ({ text, person }) => {
    const { policy, problems } = checkPolicy(text, sources);
    if (policy === null) return { state: 'WRONG', problems };
    const seq = await activatePolicy(sql, policy, key, { text, person });
    return seq === null ? { state: 'IN_FORCE_ALREADY' } : { state: 'ACTIVATED', seq };
  };
}
