import type { Instant, Interval, Missing } from '#contract';
import {
  allNotCovered,
  type DeploymentCase,
  type ImplementationCase,
  NO_REUSE,
  type Reuse,
  type ScopedCoverage,
} from '../controls/index.js';
import {
  type DecisionFact,
  decisionsOf,
  type PullRequestFacts,
  reviewDecisions,
  type TicketFacts,
  type Way,
  writersOf,
} from '../correlate/index.js';
import { sourcesOf, supported } from './integrity.js';
import type { TicketWorld } from './load/ticket-world.js';
import { mergesOf } from './merges.js';

/** What the implementations of one deployment are made of. */
export interface Surroundings {
  readonly world: TicketWorld;
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  /** Tickets that the carried ones are linked to. */
  readonly related: ReadonlyMap<string, TicketFacts>;
  /** Approvals of the deployment itself. */
  readonly decisions: readonly DecisionFact[];
  /** By carried ticket, what else implements it. */
  readonly reuse: ReadonlyMap<string, Reuse>;
  readonly at: Instant;
}

type Subject = Omit<DeploymentCase, 'implementations'>;

/**
 * The implementations that a production deployment is: of each change that it carries, or, where it carries none, one
 * without a change. A redeployment or rollback is none (`controls.md`, Terms: Implementation).
 */
export function implementationsOf(subject: Subject, around: Surroundings): readonly ImplementationCase[] {
  const { contents, tracing } = subject;
  if (!tracing.applies || contents.relation === 'REDEPLOYMENT' || contents.relation === 'ROLLBACK') return [];
  const carried = [...tracing.carried].flatMap(([name, ways]) => {
    const ticket = around.tickets.get(name);
    return ticket ? [ofChange(subject, around, ticket, ways)] : [];
  });
  const unsure = unsureOf(subject);
  const isWhole = carried.length > 0 && contents.undecided.length === 0;
  if (isWhole || (carried.length === 0 && leadsSomewhere(subject))) return carried;
  // Without a revision or with commits, and no change: the deployment stands in the change's place.
  const isImplementation = subject.sha === null || contents.carries.length > 0 || unsure.length > 0;
  return isImplementation ? [...carried, withoutChange(subject, around, unsure)] : carried;
}

/** Its commits lead to changes that a revert in the same range undid: then there is nothing to authorise. */
function leadsSomewhere({ tracing, contents }: Subject): boolean {
  return contents.undecided.length === 0 && contents.carries.some((sha) => tracing.byCommit.has(sha));
}

/** Why it is not sure what it carries. */
function unsureOf(subject: Subject): readonly Missing[] {
  const { contents, tracing, repository, deployment } = subject;
  const scope = repository ?? deployment;
  const undecided = contents.undecided.map((what) => ({ what, scope, collection: 'commits', upTo: null }));
  const alone = contents.carries.filter((sha) => !tracing.byCommit.has(sha));
  const uncovered = allNotCovered(
    subject as DeploymentCase,
    alone.length > 0 ? ['deployments', 'pull_requests', 'commits'] : ['deployments'],
  );
  const perhaps = tracing.carried.size > 0 ? [] : [...[...tracing.perhaps.values()].flat(), ...tracing.ownPerhaps];
  return distinct([...undecided, ...uncovered, ...perhaps]);
}

function distinct(all: readonly Missing[]): readonly Missing[] {
  return [...new Map(all.map((one) => [`${one.scope} ${one.collection} ${one.what}`, one])).values()];
}

function ofChange(subject: Subject, around: Surroundings, ticket: TicketFacts, ways: readonly Way[]): ImplementationCase {
  const { policy } = subject.inForce;
  const leads = leadsTo(subject, ticket.ticket);
  const pulls = pullsOf(subject, leads);
  const code = policy.approvals.reviewIsApproval ? reviewDecisions(pulls, subject.source) : [];
  const gates = policy.approvals.deploymentApprovalCovers ? around.decisions : [];
  const decisions = [...decisionsOf(ticket, policy), ...code, ...gates];
  return {
    ...common(subject, around),
    ...sourcesOf(subject, around.world, ticket),
    ...supported(subject.inForce, { ticket, pulls, decisions }),
    subject: `${subject.deployment} ${ticket.ticket}`,
    ticket,
    title: ticket.key ?? ticket.ticket,
    events: [...subject.events, ...ways.map(({ seq }) => seq)],
    decisions,
    writers: writersOf(leads, pulls, subject.commits, subject),
    merges: mergesOf(subject as DeploymentCase, leads, pulls),
    reuse: around.reuse.get(ticket.ticket) ?? NO_REUSE,
    coverage: [
      ...around.world.coverageOf(ticket, ['tickets', 'approvals']),
      ...(policy.approvals.deploymentApprovalCovers ? gateCoverage(subject) : []),
      ...codeCoverage(subject),
    ],
    related: ticket.links.map(({ other }) => around.related.get(other)).filter((one) => one !== undefined),
    unsure: [],
  };
}

/** The carried commits that lead to a ticket. */
export function leadsTo({ contents, tracing }: Pick<Subject, 'contents' | 'tracing'>, ticket: string): readonly string[] {
  return contents.carries.filter((sha) => tracing.byCommit.get(sha)?.some((way) => way.ticket === ticket));
}

function withoutChange(subject: Subject, around: Surroundings, unsure: readonly Missing[]): ImplementationCase {
  const pulls = pullsOf(subject, subject.contents.carries);
  const code = subject.inForce.policy.approvals.reviewIsApproval ? reviewDecisions(pulls, subject.source) : [];
  const decisions = [...around.decisions, ...code];
  return {
    ...common(subject, around),
    ...sourcesOf(subject, around.world, null),
    ...supported(subject.inForce, { ticket: null, pulls, decisions }),
    subject: subject.deployment,
    ticket: null,
    title: `The deployment of ${subject.repositoryName} to ${subject.environment ?? 'production'}`,
    events: subject.events,
    decisions,
    writers: writersOf(subject.contents.carries, pulls, subject.commits, subject),
    merges: [],
    reuse: NO_REUSE,
    coverage: [of(subject, 'deployments'), ...gateCoverage(subject), ...codeCoverage(subject)],
    related: [],
    unsure,
  };
}

function common(subject: Subject, { world, at }: Surroundings) {
  const { deployment, service, start, source, starter, persons } = subject;
  const inForce = world.allowing(subject.inForce, source);
  return { deployment, service, start, startSource: source, inForce, starter, persons, at } satisfies Partial<ImplementationCase> & {
    start: Interval;
  };
}

function pullsOf(subject: Subject, shas: readonly string[]): readonly PullRequestFacts[] {
  const names = new Set(shas.flatMap((sha) => subject.broughtIn.byCommit.get(sha) ?? []));
  return [...names]
    .sort()
    .map((name) => subject.pulls.get(name))
    .filter((pull) => pull !== undefined);
}

/** Reviews that were not read may be approvals, where policy counts them as such. */
function codeCoverage(subject: Subject): readonly ScopedCoverage[] {
  return subject.inForce.policy.approvals.reviewIsApproval ? [of(subject, 'reviews')] : [];
}

/** Reviews of the environment, where its tool has such: one that never spoke of them has none. */
function gateCoverage(subject: Subject): readonly ScopedCoverage[] {
  return subject.coverage.has('approvals') ? [of(subject, 'approvals')] : [];
}

function of(subject: Subject, collection: string): ScopedCoverage {
  const label = `${collection.replaceAll('_', ' ')} of ${subject.repositoryName}`;
  return { scope: subject.repository ?? subject.deployment, label, collection, known: subject.coverage.get(collection) ?? null };
}
