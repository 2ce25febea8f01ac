import type { Json } from '#contract';
import type { FieldFact, TicketFacts } from './facts.js';
import { isEqual } from './field-at.js';

/** A field of a ticket got another value, at a time or between two readings. */
export type Edit = Pick<FieldFact, 'from' | 'to' | 'at' | 'dated' | 'sequence' | 'seq'>;

/**
 * Every time at which a field got another value: by the source's history; where it keeps none of the field, between the
 * readings that tell different values. That all of them are known is the caller's question.
 */
export function editsOf(ticket: TicketFacts, field: string): readonly Edit[] {
  const facts = ticket.fields.get(field) ?? [];
  const changes = facts.filter(({ kind }) => kind === 'CHANGED');
  if (changes.length > 0) return changes.filter(({ from, to }) => !isEqual(from, to)).sort(byTime);
  const readings = [...facts].sort(byTime);
  return readings.flatMap((fact, nth) => {
    const before: Json | undefined = readings[nth - 1]?.to;
    return before === undefined || isEqual(before, fact.to) ? [] : [{ ...fact, from: before }];
  });
}

function byTime(a: FieldFact, b: FieldFact): number {
  return a.at.to === b.at.to ? a.seq - b.seq : a.at.to < b.at.to ? -1 : 1;
}
