import { checkPolicy } from '../config.js';
import type { Json, PolicyFile } from '#contract';
import type { Sql } from '../db/pool.js';
import type { LedgerKey } from '../ledger/index.js';
import { type CheckedPolicy, policy as policyNow, type PolicyActivation, type PolicyProblem, type WantedPolicy } from '../read/index.js';
import { putPolicy } from './activate-policy.js';
import { changedKeys } from './changed-keys.js';
import { unknownDocuments } from './policy-documents.js';
import { plain, policyOf } from './policy-of.js';
import { approversIn } from './policy-support.js';

interface Wrong {
  readonly problems: readonly PolicyProblem[];
}

/** Checks a policy that a person hands in like the file, and activates it when nothing is wrong with it. */
export function policyDoor(sql: Sql, key: LedgerKey, sources: readonly string[]): (wanted: WantedPolicy) => Promise<PolicyActivation> {
  return async ({ text, person }) => {
    const checked = await soundPolicy(sql, text, sources);
    return 'problems' in checked ? { state: 'WRONG', ...checked } : putPolicy(sql, checked.policy, key, { text, person });
  };
}

/** The same check, and how the policy differs from the one in force. */
export function policyCheck(sql: Sql, key: LedgerKey, sources: readonly string[]): (text: string) => Promise<CheckedPolicy | Wrong> {
  return async (text) => {
    const checked = await soundPolicy(sql, text, sources);
    if ('problems' in checked) return checked;
    const inForce = await policyNow(sql, null);
    const content = plain(policyOf(checked.policy, key)) as unknown as Json & { readonly version: string };
    const changed = inForce === null ? [] : changedKeys(inForce.content, content);
    return { version: content.version, content, inForce, changed, approvers: approversIn(inForce?.content ?? null) };
  };
}

async function soundPolicy(sql: Sql, text: string, sources: readonly string[]): Promise<{ readonly policy: PolicyFile } | Wrong> {
  const { policy, problems, placeOf } = checkPolicy(text, sources);
  if (policy === null) return { problems };
  const unknown = await unknownDocuments(sql, policy);
  if (unknown.length > 0) return { problems: unknown.map(({ path, sentence }) => ({ where: placeOf(path), sentence })) };
  return { policy };
}
