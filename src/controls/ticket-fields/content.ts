import type { Content, Json, Missing, Policy } from '#contract';
import { fieldAt, type FieldThen, type TicketFacts } from '../../correlate/index.js';
import { type ImplementationCase, implementationNotCovered } from '../case.js';

/** What every tool that has tickets calls these, where policy says nothing else. */
const DEFAULTS: Partial<Readonly<Record<Content, string>>> = { description: 'description', requester: 'reporter' };

/** The field of the ticket's source that holds a content; null where policy names none. */
export function fieldOf(content: Content, source: string, { fields }: Pick<Policy, 'fields'>): string | null {
  return fields[source]?.[content] ?? fields['*']?.[content] ?? DEFAULTS[content] ?? null;
}

/** The values that a field of the ticket may have had when the implementation started. */
export function fieldAtStart(subject: ImplementationCase, ticket: TicketFacts, field: string): FieldThen {
  return fieldAt(ticket, field, { at: subject.start, source: subject.startSource }, subject.inForce.policy.clockSkewMs);
}

/** What is missing for what is known of the ticket's fields to be all, and for it to be an implementation of the change. */
export function ticketMissing(subject: ImplementationCase): readonly Missing[] {
  return [...subject.unsure, ...implementationNotCovered(subject, ['tickets'])];
}

/** A text as the ledger holds it; null where the value is none. */
export function textOf(value: Json): { readonly text: string; readonly digest: string | null } | null {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return null;
  return { text: value.text, digest: typeof value['digest'] === 'string' ? value['digest'] : null };
}
