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
  sharingService,
  trustedDeployment,
  trustOf,
} from '../correlate/index.js';

/** What is needed to know what of a deployment is believed, and which policy judges it. */
export interface Told {
  readonly policies: readonly { readonly policy: Policy; readonly activatedAt: Instant }[];
  readonly senders: ReadonlySet<string>;
  readonly clock: Instant;
}

/** A deployment of a revision, with the events that tell of it. */
interface Revised {
  readonly run: Run;
  /** Of several that share the repository; null: of the whole of it. */
  readonly service: string | null;
  readonly events: readonly number[];
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
  readonly #bySha = new Map<string, Map<string, Revised>>();
  readonly #shaOf = new Map<string, string>();

  set(told: DeploymentFacts, by: Told): void {
    const { facts, run, inForce } = believed(told, by);
    this.#reports.get(this.#keyOf.get(run.deployment) ?? '')?.remove(run.deployment);
    this.#keyOf.delete(run.deployment);
    const { policy } = inForce;
    const at = { source: facts.source, environment: run.environment };
    this.#revise(facts, run, sharingService(at, policy));
    if (facts.repository === null) return;
    // Services that share a repository do not stand before one another.
    const key = [sharingService(at, policy) ?? '', placeKey(placeOf(run.environment, policy))].join(' ');
    this.#keyOf.set(run.deployment, key);
    const reports = this.#reports.get(key) ?? new Reports();
    this.#reports.set(key, reports);
    reports.set(run, { clockSkewMs: policy.clockSkewMs, speaks: policy.reports.speaks ?? [] });
  }

  #revise({ repository, sha, requestedSeq, statuses }: DeploymentFacts, run: Run, service: string | null): void {
    this.#bySha.get(this.#shaOf.get(run.deployment) ?? '')?.delete(run.deployment);
    this.#shaOf.delete(run.deployment);
    if (repository === null || sha === null) return;
    this.#shaOf.set(run.deployment, sha);
    const events = [requestedSeq, ...statuses.map(({ seq }) => seq)].filter((seq) => seq !== null);
    this.#bySha.set(sha, (this.#bySha.get(sha) ?? new Map<string, Revised>()).set(run.deployment, { run, events, service }));
  }

  /** The other deployments of the same revision, wherever, that speak for themselves and are of no other service; in one order. */
  alike(deployment: string): readonly Revised[] {
    const all = this.#bySha.get(this.#shaOf.get(deployment) ?? '');
    const own = all?.get(deployment)?.service ?? null;
    const others = [...(all?.values() ?? [])].filter(
      ({ run: { deployment: other }, service }) =>
        other !== deployment && (own === null || service === null || service === own) && this.of(other).roleOf(other).speaker === other,
    );
    return others.sort((a, b) => (a.run.deployment < b.run.deployment ? -1 : 1));
  }

  /** The place of a deployment that was put in; a new one of nobody else. */
  of(deployment: string): Reports {
    return this.#reports.get(this.#keyOf.get(deployment) ?? '') ?? new Reports();
  }
}
