import type { Instant, Interval, Policy } from '#contract';
import { type ImplementationCase, isSwitchedOn, NO_REUSE } from '../controls/index.js';
import {
  decisionsOf,
  firstExecution,
  firstImplementing,
  isChangeType,
  isNamedChange,
  type JobRunFacts,
  policyAt,
  type TicketFacts,
  type Trust,
  trustedTicket,
  trustOf,
} from '../correlate/index.js';
import { supported, ticketSources, withRemovals } from './integrity.js';
import { loadRemovals } from './load/integrity.js';
import type { Moment } from './moment.js';

interface ToImplement {
  readonly ticket: TicketFacts;
  readonly related: readonly TicketFacts[];
  readonly executions: readonly JobRunFacts[];
}

/** How a manual execution began. */
interface Begun {
  readonly at: Interval;
  readonly source: string;
  readonly actor: string | null;
  readonly service: string | null;
  readonly seq: number;
}

/**
 * The manual execution of a change that no deployment carries: its first transition into a status that the policy in
 * force at that moment maps to `IMPLEMENTING`, or the first run of a job or script that implements it, whichever began
 * first (`controls.md`, Terms: Implementation). What is pushed by a sender whom that policy does not trust is none.
 */
export async function manualOf(
  { tx, state, world, at }: Moment,
  { ticket: told, related, executions }: ToImplement,
): Promise<ImplementationCase | null> {
  const policies = await state.policies(tx);
  for (const { policy } of policies) {
    const trust = trustOf(world.senders, policy);
    const ticket = trustedTicket(told, trust);
    const begun = ticket && begunBy(ticket, executions, policy, trust);
    const inForce = begun && policyAt(policies, begun.at.from);
    if (!ticket || !begun || inForce?.policy !== policy) continue;
    const { actor } = begun;
    const decisions = decisionsOf(ticket, policy);
    const manual: ImplementationCase = {
      ...supported(inForce, { ticket, pulls: [], decisions }),
      ...(isSwitchedOn('blind-spot', policy) ? { sources: ticketSources(world.trusting(policy), ticket) } : {}),
      subject: ticket.ticket,
      deployment: null,
      ticket,
      title: ticket.key ?? ticket.ticket,
      service: begun.service,
      start: begun.at,
      startSource: begun.source,
      inForce,
      events: [begun.seq],
      decisions,
      writers: { persons: new Set(actor === null ? [] : [actor]), unknown: [] },
      starter: actor,
      merges: [],
      reuse: NO_REUSE,
      persons: await state.persons(tx, policy),
      coverage: world.trusting(policy).coverageOf(ticket, ['tickets', 'approvals']),
      at,
      related: related.flatMap((one) => trustedTicket(one, trust) ?? []),
      // A deployment that was not read yet may carry it.
      unsure: world.deploymentsUnread(begun.at.to, policy.clockSkewMs),
    };
    const [whole] = await withRemovals([manual], (refs) => loadRemovals(tx, refs), trust);
    return whole ?? manual;
  }
  return null;
}

function begunBy(ticket: TicketFacts, executions: readonly JobRunFacts[], policy: Policy, trust: Trust): Begun | null {
  const moved = isNamedChange(ticket, policy) ? firstImplementing(ticket, policy) : null;
  const run = isChangeType(ticket, policy) ? firstExecution(executions, ticket.created, trust) : null;
  const byStatus = moved && { at: moved.at, source: ticket.source, actor: moved.actor, service: null, seq: moved.seq };
  const byRun = run && {
    at: run.at,
    source: run.execution.source,
    actor: run.execution.operator,
    service: run.execution.service,
    seq: run.seq,
  };
  if (!byStatus || !byRun) return byStatus ?? byRun;
  return isBefore(byRun.at.from, byStatus.at.from) ? byRun : byStatus;
}

function isBefore(a: Instant, b: Instant): boolean {
  return a < b;
}
