import type { Deadline, Interval, Verdict } from '#contract';
import { type ChangeCase, type ImplementationCase, judgeTicket, ticketDeadlines } from '../controls/index.js';
import {
  decisionsOf,
  isNamedChange,
  type EvidenceFacts,
  type JobRunFacts,
  placeOf,
  type PolicyInForce,
  saidOutcome,
  stagesOf,
  type TicketFacts,
  trustedTicket,
} from '../correlate/index.js';
import type { PlacelessDeployment } from './load/of-change.js';
import type { Moment } from './moment.js';

/** A ticket with all that its change may consist of. */
interface ChangeAround {
  readonly ticket: TicketFacts;
  readonly inForce: PolicyInForce;
  readonly earliest: ImplementationCase | null;
  readonly manualEnd: Interval | null;
  readonly deployments: readonly PlacelessDeployment[];
  readonly executions: readonly JobRunFacts[];
  readonly evidence: readonly EvidenceFacts[];
  readonly related: readonly TicketFacts[];
}

interface JudgedAsWhole {
  readonly verdicts: readonly Verdict[];
  readonly deadlines: readonly Deadline[];
}

/** What the rules say of a change as a whole; of a ticket that is no change, or for which nobody vouches, nothing. */
export async function judgeAsWhole(moment: Moment, around: ChangeAround): Promise<JudgedAsWhole> {
  const subject = await changeCaseOf(moment, around);
  return subject === null ? { verdicts: [], deadlines: [] } : { verdicts: judgeTicket(subject), deadlines: ticketDeadlines(subject) };
}

async function changeCaseOf({ tx, state, world: all, at }: Moment, around: ChangeAround): Promise<ChangeCase | null> {
  const { inForce: written, earliest, deployments } = around;
  const world = all.trusting(written.policy);
  const ticket = trustedTicket(around.ticket, world.trust);
  if (ticket === null || ticket.createdSeq === null || ticket.deleted) return null;
  const inForce = world.allowing(written, ticket.source);
  const { policy } = inForce;
  const carried = deployments.some(({ carries, standing }) => carries && standing === 'PRODUCTION');
  if (!isNamedChange(ticket, policy) && !carried && earliest === null) return null;
  const decisions = earliest?.decisions ?? decisionsOf(ticket, policy);
  return {
    subject: ticket.ticket,
    ticket,
    title: ticket.key ?? ticket.ticket,
    inForce,
    at,
    deployments: deployments.map((one) => ({ ...one, place: placeOf(one.environment, policy) })),
    evidence: around.evidence,
    runs: around.executions.filter(({ source }) => world.trust(source, 'execution.finished')),
    earliest,
    manualEnd: around.manualEnd,
    decisions,
    related: around.related.flatMap((one) => trustedTicket(one, world.trust) ?? []),
    stages: stagesOf(ticket, decisions, policy),
    outcome: saidOutcome(ticket, policy),
    coverage: world.coverageOf(ticket, ['tickets', 'approvals']),
    deploymentsUnread: (upTo) => world.carriedUnread(upTo, policy.clockSkewMs),
    persons: earliest?.persons ?? (await state.persons(tx, written.policy)),
  };
}
