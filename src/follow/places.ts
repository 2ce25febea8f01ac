import type { Instant, Policy } from '#contract';
import {
  type DeploymentFacts,
  placeKey,
  placeOf,
  policyAt,
  type PolicyInForce,
  Reports,
  type Run,
  runOf,
  trustedDeployment,
  trustOf,
} from '../correlate/index.js';

/** What is needed to know what of a deployment is believed, and which policy judges it. */
export interface Told {
  readonly policies: readonly { readonly policy: Policy; readonly activatedAt: Instant }[];
  readonly senders: ReadonlySet<string>;
  readonly clock: Instant;
}

export interface BelievedRun {
  readonly facts: DeploymentFacts;
  readonly run: Run;
  readonly inForce: PolicyInForce;
}

/** A deployment by the policy in force at its start, without what that policy does not trust its sender for. */
export function believed(facts: DeploymentFacts, { policies, senders, clock }: Told): BelievedRun {
  const run = runOf(facts, clock);
  const inForce = policyAt(policies, run.start?.at.from ?? null);
  const trusted = trustedDeployment(facts, trustOf(senders, inForce.policy));
  return { facts: trusted, run: trusted === facts ? run : runOf(trusted, clock), inForce };
}

/** Where deployments of one repository were reported: each place by the policy in force at the start. */
export class Places {
  readonly #reports = new Map<string, Reports>();
  readonly #keyOf = new Map<string, string>();

  set(told: DeploymentFacts, by: Told): void {
    const { facts, run, inForce } = believed(told, by);
    this.#reports.get(this.#keyOf.get(run.deployment) ?? '')?.remove(run.deployment);
    this.#keyOf.delete(run.deployment);
    if (facts.repository === null) return;
    const { policy } = inForce;
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
