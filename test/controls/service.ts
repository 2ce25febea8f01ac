import { type Instant, plusMs, type Policy } from '#contract';
import type { AccessFact, DriftFact, IncidentFact, ServiceCase, ServiceDeployment } from '../../src/controls/index.js';
import type { Finding, Rule } from '../../src/controls/rule.js';
import type { TicketFacts } from '../../src/correlate/index.js';
import { second, span } from '../correlate/runs.js';
import { policyWith } from '../setup/policy.js';
import { MINUTE, read, ticket } from './implementation.js';

export const SERVICE = 'service:pay';
/** What happens past the deployments happens in this second of March 2026. */
export const NOW = 100_000;
/** The first moment to which tickets and deployments must have been read. */
export const COVERED: Instant = plusMs(second(NOW + 1), 60_000);

const happening = { source: 'bastion', environment: 'production', standing: 'PRODUCTION' as const, at: span(NOW), tickets: [], keys: [] };

/** A shell that ana had for ten minutes. */
export function access(part: Partial<AccessFact> = {}): AccessFact {
  const rest = {
    ref: 'access:bastion:1',
    seq: 900,
    person: 'person:ana',
    method: 'SHELL',
    system: 'db-1',
    until: second(NOW + 10 * MINUTE),
  };
  return { ...happening, ...rest, ...part };
}

export function drift(part: Partial<DriftFact> = {}): DriftFact {
  return { ...happening, source: 'terraform', ref: 'drift:terraform:1', seq: 901, kind: 'INFRASTRUCTURE', resource: 'aws_db.pay', ...part };
}

export function incident(part: Partial<IncidentFact> = {}): IncidentFact {
  return { incident: 'incident:pager:1', source: 'bastion', service: 'pay', opened: span(NOW - 60), resolved: null, seqs: [902], ...part };
}

/** PAY-12 with a window that is given in seconds of March 2026. */
export function planned(from: number | null, to: number | null, part: Partial<TicketFacts> = {}): TicketFacts {
  const edge = (at: number | null) => (at === null ? [] : [read(second(at))]);
  const fields = new Map([
    ['issuetype', [read('10', { toName: 'Change' })]],
    ['from', edge(from)],
    ['to', edge(to)],
  ]);
  return ticket({ fields, ...part });
}

export function deployment(from: number, to: number | null, part: Partial<ServiceDeployment> = {}): ServiceDeployment {
  const end = to === null ? null : span(to);
  const outcome = to === null ? 'RUNNING' : 'SUCCEEDED';
  return {
    deployment: `deployment:a:${from}`,
    source: 'a',
    standing: 'PRODUCTION',
    start: span(from),
    end,
    outcome,
    events: [from],
    ...part,
  };
}

export interface ServicePlan {
  readonly accesses?: readonly AccessFact[];
  readonly drifts?: readonly DriftFact[];
  /** Changes that deployments of the service carry. */
  readonly changes?: readonly TicketFacts[];
  /** Tickets that the accesses and drifts name. */
  readonly named?: readonly TicketFacts[];
  readonly implemented?: readonly string[];
  readonly incidents?: readonly IncidentFact[];
  readonly deployments?: readonly ServiceDeployment[];
  readonly policy?: Partial<Policy>;
  /** The judge's clock, in seconds. */
  readonly clock?: number;
  /** Up to when tickets and deployments were read; to the end unless told. */
  readonly readTo?: Instant;
}

/** The service pay, everything read, but for what the plan says. */
export function serviceOf(plan: ServicePlan): ServiceCase {
  const { changes = [], named = [], readTo = second(NOW * 2) } = plan;
  const policy = policyWith({
    fields: { jira: { plannedStart: 'from', plannedEnd: 'to' } },
    incidentTypes: { jira: ['Incident'] },
    ...plan.policy,
  });
  const unread = (collection: string) => (upTo: Instant) => {
    const needed = plusMs(upTo, policy.clockSkewMs);
    const what = `The ${collection} were not read up to ${needed} yet.`;
    return readTo >= needed ? [] : [{ what, scope: `${collection} of all`, collection, upTo: needed }];
  };
  return {
    subject: SERVICE,
    service: 'pay',
    inForce: { policy, beforePolicy: false },
    at: second(plan.clock ?? NOW * 2),
    accesses: plan.accesses ?? [],
    drifts: plan.drifts ?? [],
    tickets: new Map([...changes, ...named].map((one) => [one.ticket, one])),
    implemented: new Set(plan.implemented ?? changes.map((one) => one.ticket)),
    ofService: new Set(changes.map((one) => one.ticket)),
    incidents: plan.incidents ?? [],
    deployments: plan.deployments ?? [],
    ticketsUnread: unread('tickets'),
    deploymentsUnread: unread('deployments'),
    keyUnread: (key, upTo) => unread('tickets')(upTo).map((one) => ({ ...one, what: `${key} was not read.` })),
  };
}

export const findings = (rule: Rule, plan: ServicePlan): readonly Finding[] => rule.judgeService!(serviceOf(plan));

/** `NONE` where the rule says nothing. */
export const answerOf = (rule: Rule, plan: ServicePlan): string => findings(rule, plan)[0]?.answer ?? 'NONE';
