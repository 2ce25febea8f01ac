import type { Instant, Policy } from '#contract';
import { named } from './named.js';
import { placeOf } from './place.js';

/** UNKNOWN is never production by guess, and never silently out. */
export type Standing = 'PRODUCTION' | 'OTHER' | 'UNKNOWN';

/** What policy says of the environment, else the tool's own mark, else UNKNOWN (`controls.md`, Terms: Service … target). */
export function standingOf(environment: string | null, productionMark: boolean | null, policy: Policy): Standing {
  const mapped = named(policy.environments, environment);
  if (mapped) return mapped.production ? 'PRODUCTION' : 'OTHER';
  // GitHub's false is a default and says nothing; only true is a mark.
  return productionMark === true ? 'PRODUCTION' : 'UNKNOWN';
}

export interface PolicyInForce {
  readonly policy: Policy;
  /** The subject is older than the first policy. */
  readonly beforePolicy: boolean;
}

/** The policy in force at the start of implementation; the first one where the subject is older; `policies` in order of activation. */
export function policyAt(
  policies: readonly { readonly policy: Policy; readonly activatedAt: Instant }[],
  start: Instant | null,
): PolicyInForce {
  const first = policies[0];
  if (!first) throw new Error('No policy was activated; the hub records its base policy at the first start.');
  if (start === null) return { policy: policies[policies.length - 1]!.policy, beforePolicy: false };
  const inForce = policies.filter(({ activatedAt }) => activatedAt <= start).at(-1);
  return inForce ? { policy: inForce.policy, beforePolicy: false } : { policy: first.policy, beforePolicy: true };
}

/** Release branches of a repository: by name, else `*`, else its default branch; null while that is unknown. */
export function releaseBranchesOf(name: string | null, defaultBranch: string | null, policy: Policy): readonly string[] | null {
  const branches = named(policy.releaseBranches, name) ?? named(policy.releaseBranches, '*');
  return branches ?? (defaultBranch === null ? null : [defaultBranch]);
}

/** What stood there before the first known deployment, by the tool's name of the environment or by policy's: `empty`, a revision, or null. */
export function baselineOf(name: string | null, environment: string | null, policy: Policy): string | null {
  const environments = [environment ?? '', placeOf(environment, policy).environment];
  const keys = [...environments.map((one) => `${name ?? ''}/${one}`), name ?? '', '*'];
  return keys.map((key) => named(policy.baselines, key)).find((baseline) => baseline !== undefined) ?? null;
}
