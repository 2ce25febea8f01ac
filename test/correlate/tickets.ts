import type { Interval, Json } from '#contract';
import type { FieldFact, TicketFacts } from '../../src/correlate/index.js';

/** A change of a field, dated by the source. */
export function changed(from: Json, to: Json, at: Interval, part: Partial<FieldFact> = {}): FieldFact {
  return { kind: 'CHANGED', from, to, fromName: null, toName: null, actor: null, at, dated: true, sequence: null, seq: 500, ...part };
}

/** A field read with a value. */
export function read(to: Json, at: Interval, part: Partial<FieldFact> = {}): FieldFact {
  return changed(null, to, at, { kind: 'READ', dated: false, seq: 600, ...part });
}

export const filled = (words: string): Json => ({ text: 'FILLED', digest: `digest of ${words}` });
export const placeholder = (words: string): Json => ({ text: 'PLACEHOLDER', digest: `digest of ${words}` });

/** PAY-12 of Jira, with these fields. */
export function ticketWith(fields: Readonly<Record<string, readonly FieldFact[]>>, part: Partial<TicketFacts> = {}): TicketFacts {
  return {
    ticket: 'ticket:jira:10042',
    source: 'jira',
    key: 'PAY-12',
    keys: ['PAY-12'],
    issueType: '10100',
    issueTypeName: 'Change',
    creator: 'person:creator',
    created: null,
    createdSeq: 400,
    deleted: false,
    fields: new Map(Object.entries(fields)),
    decisions: [],
    links: [],
    scope: 'thing:jira:project:PAY',
    movedUnread: false,
    ...part,
  };
}
