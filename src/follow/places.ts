import type { Instant, Policy } from '#contract';
import { placeKey, placeOf, policyAt, Reports, type Run } from '../correlate/index.js';

type Activated = readonly { readonly policy: Policy; readonly activatedAt: Instant }[];

/** Where deployments of one repository were reported: each place by the policy in force at the start. */
export class Places {
  readonly #reports = new Map<string, Reports>();
  readonly #keyOf = new Map<string, string>();

  set(run: Run, policies: Activated): void {
    this.#reports.get(this.#keyOf.get(run.deployment) ?? '')?.remove(run.deployment);
    const { policy } = policyAt(policies, run.start?.at.from ?? null);
    const key = placeKey(placeOf(run.environment, policy));
    this.#keyOf.set(run.deployment, key);
    const reports = this.#reports.get(key) ?? new Reports();
    this.#reports.set(key, reports);
    reports.set(run, { clockSkewMs: policy.clockSkewMs, speaks: policy.reports.speaks ?? [] });
  }

  /** The place of a deployment that was put in; a new one of nobody else. */
  of(deployment: string): Reports {
    return this.#reports.get(this.#keyOf.get(deployment) ?? '') ?? new Reports();
  }
}
