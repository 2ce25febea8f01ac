import { expect } from 'vitest';
import { type Instant, plusMs, type Policy } from '#contract';
import type { ChangeCase, CoverageFact, DeploymentOfChange } from '../../src/controls/index.js';
import type { Finding, Rule } from '../../src/controls/rule.js';
import { decisionsOf, type FieldFact, Persons, saidOutcome, stagesOf, type TicketFacts } from '../../src/correlate/index.js';
import { second, span } from '../correlate/runs.js';
import { policyWith } from '../setup/policy.js';
import { changed, HOUR, implementationOf, type ImplementationPlan, read, START, ticket, TICKET } from './implementation.js';

export { changed, HOUR, read, START } from './implementation.js';
export const DAY = 24 * HOUR;
/** Long after everything; the judge's clock where a plan says no other. */
export const NOW = START + 100 * DAY;

/** What the words of the tickets here mean. */
export const WORDS: Partial<Policy> = {
  statuses: {
    jira: {
      new: { stage: 'REQUESTED' },
      review: { stage: 'REVIEW' },
      approval: { stage: 'APPROVAL' },
      approved: { stage: 'SCHEDULED', approval: 'APPROVED' },
      doing: { stage: 'IMPLEMENTING' },
      checking: { stage: 'VALIDATING' },
      closed: { stage: 'CLOSED' },
    },
  },
  outcomes: { jira: { done: 'SUCCESSFUL', issues: 'SUCCESSFUL_WITH_ISSUES', out: 'BACKED_OUT', failed: 'FAILED', wont: 'CANCELLED' } },
  fields: { jira: { plannedEnd: 'to', verifier: 'verifier', implementer: 'implementer', actualStart: 'began' } },
};

type FieldOf = readonly [string, readonly FieldFact[]];

export interface ChangePlan {
  readonly ticket?: Partial<TicketFacts>;
  /** Statuses with the second in which each was reached, the first one at the creation. */
  readonly statuses?: readonly (readonly [string, number])[];
  /** Fields by their present value, or by facts. */
  readonly fields?: Readonly<Record<string, Parameters<typeof read>[0] | ReturnType<typeof changed>[]>>;
  readonly deployments?: readonly DeploymentOfChange[];
  /** Its earliest implementation; null or left out: by the first deployment, if there is one. */
  readonly earliest?: ImplementationPlan | null;
  readonly policy?: Partial<Policy>;
  /** By collection; read to the end unless told. */
  readonly coverage?: Readonly<Record<string, CoverageFact | null>>;
  readonly deploymentsReadTo?: Instant | null;
  readonly at?: number;
  readonly more?: Partial<ChangeCase>;
}

export const upTo = (seconds: number): CoverageFact => ({ state: 'COMPLETE', upTo: second(seconds), reason: null });

/** A deployment of PAY-12 to production of pay, starting in that second; it carries commit `c1` and succeeds a minute later. */
export function rollout(at: number, part: Partial<DeploymentOfChange> = {}): DeploymentOfChange {
  return {
    ...{ deployment: `deployment:a:${at}`, source: 'a', repository: 'repository:a:1', service: 'pay', environment: 'production' },
    ...{ place: { environment: 'production', target: null }, standing: 'PRODUCTION', relation: 'FORWARD' },
    ...{ start: span(at), end: span(at + 60), outcome: 'SUCCEEDED', starter: 'person:dev', events: [at, at + 1] },
    ...{ carries: true, commits: ['c1'], undoing: [], takesOut: [], restores: [] },
    ...part,
  } as DeploymentOfChange;
}

/** One that takes commits out and carries nothing. */
export function backout(at: number, takesOut: readonly string[] = ['c1'], part: Partial<DeploymentOfChange> = {}): DeploymentOfChange {
  return rollout(at, { relation: 'ROLLBACK', carries: false, commits: [], takesOut, ...part });
}

/** PAY-12, created a day before `START`, everything read for ever, but for what the plan says. */
export function changeOf(plan: ChangePlan = {}): ChangeCase {
  const policy = policyWith({ ...WORDS, ...plan.policy });
  const facts = Object.entries(plan.fields ?? {}).map(([name, value]): FieldOf => [name, isFacts(value) ? value : [read(value)]]);
  const type: FieldOf = ['issuetype', [read('10', { toName: 'Change' })]];
  const fields = new Map([type, ...statusFacts(plan.statuses ?? []), ...facts]);
  const own = ticket({ fields, ...plan.ticket });
  const deployments = plan.deployments ?? [];
  const decisions = plan.earliest?.decisions ?? decisionsOf(own, policy);
  const first = deployments.find(({ carries, standing }) => carries && standing === 'PRODUCTION');
  const of = plan.earliest ?? (first && { start: first.start, more: { deployment: first.deployment, starter: first.starter } });
  const earliest = of ? implementationOf({ ...of, ticket: plan.ticket ?? {}, policy }) : null;
  const stages = stagesOf(own, decisions, policy);
  const skew = policy.clockSkewMs;
  const read_ = plan.deploymentsReadTo === undefined ? second(NOW * 2) : plan.deploymentsReadTo;
  return {
    subject: TICKET,
    ticket: own,
    title: 'PAY-12',
    inForce: { policy, beforePolicy: false },
    at: second(plan.at ?? NOW),
    deployments,
    evidence: [],
    runs: [],
    earliest,
    manualEnd: null,
    decisions,
    related: [],
    stages,
    outcome: saidOutcome(own, policy),
    coverage: [...new Set(['tickets', 'approvals', ...Object.keys(plan.coverage ?? {})])].map((collection) => ({
      ...{ scope: 'thing:jira:project:PAY', label: `${collection} of PAY`, collection },
      known: plan.coverage && collection in plan.coverage ? plan.coverage[collection]! : upTo(NOW * 2),
    })),
    deploymentsUnread: (moment) => {
      const needed = plusMs(moment, skew);
      if (read_ !== null && read_ >= needed) return [];
      return [
        {
          what: `The deployments of 1 were not read up to ${needed} yet.`,
          scope: 'repository:a:1',
          collection: 'deployments',
          upTo: needed,
        },
      ];
    },
    persons: earliest?.persons ?? new Persons(new Map(), [], policy),
    ...plan.more,
  };
}

function isFacts(value: unknown): value is ReturnType<typeof changed>[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'kind' in one);
}

/** Each step leaves where the one before it led, and the last is what the ticket shows. */
function statusFacts(statuses: readonly (readonly [string, number])[]): readonly FieldOf[] {
  const steps = statuses
    .slice(1)
    .map(([to, at], nth) => changed(at, statuses[nth]![0], to, { sequence: String(100 + nth), actor: 'person:bo' }));
  const last = statuses.at(-1);
  return last === undefined ? [] : [['status', [...steps, read(last[0])]]];
}

export function findings(rule: Rule, plan: ChangePlan): readonly Finding[] {
  return rule.judgeTicket!(changeOf(plan));
}

/** `NONE` where the rule says nothing. */
export function answerOf(rule: Rule, plan: ChangePlan): string {
  const found = findings(rule, plan);
  expect(found.length).toBeLessThan(2);
  return found[0]?.answer ?? 'NONE';
}
