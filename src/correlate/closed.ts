import type { Interval, Json, Policy } from '#contract';
import { meaningOf } from './decisions.js';
import type { TicketFacts } from './facts.js';
import { fieldAt } from './field-at.js';

/**
 * Whether a ticket was closed at a moment of another system for certain: in a status that policy maps to CLOSED, or,
 * where it maps none of this source's, with a resolution.
 */
export function wasClosed(ticket: TicketFacts, at: Interval, source: string, policy: Policy): boolean {
  const moment = { at, source };
  const statuses = fieldAt(ticket, 'status', moment, policy.clockSkewMs).possible;
  const stages = statuses.map((status) => meaningOf(ticket.source, status, nameOf(ticket, status), policy)?.stage);
  if (stages.some((stage) => stage !== undefined)) return stages.every((stage) => stage === 'CLOSED');
  const resolutions = fieldAt(ticket, 'resolution', moment, policy.clockSkewMs).possible;
  return resolutions.length > 0 && resolutions.every((resolution) => resolution !== null);
}

/** What the source called the value, as far as any fact says. */
export function nameOf(ticket: TicketFacts, value: Json, field = 'status'): string | null {
  for (const fact of ticket.fields.get(field) ?? []) {
    if (fact.to === value && fact.toName !== null) return fact.toName;
    if (fact.from === value && fact.fromName !== null) return fact.fromName;
  }
  return null;
}
