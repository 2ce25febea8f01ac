import type { Interval, Json, Policy } from '#contract';
import { meaningOf } from './decisions.js';
import type { TicketFacts } from './facts.js';
import { agreed } from './agreed.js';
import { type ClockTime, fieldAt } from './field-at.js';
import type { Truth } from './truth.js';

/**
 * Whether a ticket was closed at a moment of another system for certain: in a status that policy maps to CLOSED, or,
 * where it maps none of this source's, with a resolution.
 */
export function wasClosed(ticket: TicketFacts, at: Interval, source: string, policy: Policy): boolean {
  return closedAt(ticket, { at, source }, policy) === 'YES';
}

/** The same, where it may also be open whether it was. */
export function closedAt(ticket: TicketFacts, moment: ClockTime, policy: Policy): Truth {
  const statuses = fieldAt(ticket, 'status', moment, policy.clockSkewMs).possible;
  const stages = statuses.map((status) => meaningOf(ticket.source, status, nameOf(ticket, status), policy)?.stage);
  if (stages.some((stage) => stage !== undefined)) return agreed(stages.map((stage) => (stage === 'CLOSED' ? 'YES' : 'NO')));
  // Of a field that was never told there is nothing: readings tell every value that there is.
  if (!ticket.fields.get('resolution')?.length) return 'NO';
  const resolutions = fieldAt(ticket, 'resolution', moment, policy.clockSkewMs).possible;
  return agreed(resolutions.map((resolution) => (resolution === null ? 'NO' : 'YES')));
}

/** What the source called the value, as far as any fact says. */
export function nameOf(ticket: TicketFacts, value: Json, field = 'status'): string | null {
  for (const fact of ticket.fields.get(field) ?? []) {
    if (fact.to === value && fact.toName !== null) return fact.toName;
    if (fact.from === value && fact.fromName !== null) return fact.fromName;
  }
  return null;
}
