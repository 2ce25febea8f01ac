import { createHash } from 'node:crypto';
import { POLICY_DEFAULTS, type Policy, type PolicyFile } from '#contract';
import type { Sql } from '../db/pool.js';
import { append, canonical, hubEvent, type LedgerKey } from '../ledger/index.js';

/** The policy that a file states, with its version: the first 16 hex digits of SHA-256 over its JCS form. */
export function policyOf(file: PolicyFile): Policy {
  const content = { ...POLICY_DEFAULTS, ...file };
  const version = createHash('sha256').update(canonical(content)).digest('hex').slice(0, 16);
  return { ...content, version };
}

/**
 * Records the policy as `policy.activated` when it is not the one in force; answers whether it did. Call it with the
 * read tables as new as the ledger, or with an empty ledger.
 */
export async function activatePolicy(sql: Sql, file: PolicyFile, key: LedgerKey): Promise<boolean> {
  const policy = policyOf(file);
  const [inForce] = await sql<{ version: string }[]>`select version from policy_version order by seq desc limit 1`;
  if (inForce?.version === policy.version) return false;
  const before = inForce?.version ?? 'none';
  const identity = { kind: 'policy', natural: [policy.version], transition: 'activated', discriminator: [before] };
  const core = { version: policy.version, before, content: { ...policy, environments: { ...policy.environments } } };
  const event = hubEvent('policy.activated', `policy:${policy.version}`, identity, JSON.parse(JSON.stringify(core)), {}, key);
  const { added } = await sql.begin((tx) => append(tx, [event], { key }));
  return added.length > 0;
}
