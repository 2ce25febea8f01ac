import type { Missing } from '#contract';
import { fieldAt, type FieldThen, type TicketFacts } from '../../correlate/index.js';
import { type ImplementationCase, implementationNotCovered } from '../case.js';

export { fieldOf } from '../../correlate/index.js';

/** The values that a field of the ticket may have had when the implementation started. */
export function fieldAtStart(subject: ImplementationCase, ticket: TicketFacts, field: string): FieldThen {
  return fieldAt(ticket, field, { at: subject.start, source: subject.startSource }, subject.inForce.policy.clockSkewMs);
}

/** What is missing for what is known of the ticket's fields to be all, and for it to be an implementation of the change. */
export function ticketMissing(subject: ImplementationCase): readonly Missing[] {
  return [...subject.unsure, ...implementationNotCovered(subject, ['tickets'])];
}
