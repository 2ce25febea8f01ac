import type { Content, Missing, Policy } from '#contract';
import { CONTENT_NAMES, isLacking, type TicketFacts, type Truth } from '../correlate/index.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { fieldAtStart, fieldOf, ticketMissing } from './ticket-fields/content.js';

/** A change was implemented while a field that its request must fill was empty or held a placeholder. */
export const incompleteRequest: Rule = {
  info: {
    id: 'incomplete-request',
    title: 'A change was implemented on an incomplete request',
    gapWhen: 'at start a required field of the change was empty or a placeholder ("n/a", "tbd", "-", the template’s own text)',
    severity: 'MEDIUM',
    subject: 'change',
    clauses: ['NIST 800-53 CM-3(2), CM-4', 'ISO 27001 A.8.29, A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1', 'DORA art. 9(4)(e)'],
  },
  silence: 'It is asked about a ticket, and of this one no implementation is known.',
  judgeChange: (earliest) => (earliest.ticket ? finding(earliest, earliest.ticket) : []),
};

const BASE: readonly Content[] = ['description', 'requester'];

/** What a request must say, by policy. */
export function requiredContents({ rules }: Pick<Policy, 'rules'>): readonly Content[] {
  return [...new Set(rules['incomplete-request']?.fields ?? BASE)].sort();
}

/** A content that the request must have, and whether it lacked it at the start. */
interface Asked {
  readonly content: Content;
  readonly lacks: Truth;
  readonly events: readonly number[];
}

/** A content that no field holds by policy is not asked for. */
function finding(subject: ImplementationCase, ticket: TicketFacts): readonly Finding[] {
  const asked = requiredContents(subject.inForce.policy).flatMap((content) => askedOf(subject, ticket, content));
  if (asked.length === 0) return [];
  const missing = ticketMissing(subject);
  const common = { subject: subject.subject, events: [...subject.events, ...asked.flatMap(({ events }) => events)] };
  const lacking = asked.filter(({ lacks }) => lacks === 'YES').map(({ content }) => content);
  const open = asked.filter(({ lacks }) => lacks === 'UNKNOWN').map(({ content }) => content);
  if (missing.length > 0 || (lacking.length === 0 && open.length > 0)) {
    return [{ ...common, ...indeterminate(subject, ticket, open, missing) }];
  }
  if (lacking.length > 0) return [{ ...common, ...gap(subject, ticket, lacking) }];
  const sentence = `${subject.title} had ${listed(asked.map(({ content }) => content))} when it was implemented.`;
  return [{ ...common, answer: 'PASS', sentence }];
}

function askedOf(subject: ImplementationCase, ticket: TicketFacts, content: Content): readonly Asked[] {
  const field = fieldOf(content, ticket.source, subject.inForce.policy);
  if (field === null) return [];
  const { possible, events } = fieldAtStart(subject, ticket, field);
  const templates = subject.inForce.policy.templates[field] ?? [];
  const lacking = possible.filter((value) => isLacking(value, templates)).length;
  const lacks = possible.length === 0 ? 'UNKNOWN' : lacking === 0 ? 'NO' : lacking === possible.length ? 'YES' : 'UNKNOWN';
  return [{ content, lacks, events }];
}

function gap(subject: ImplementationCase, ticket: TicketFacts, lacking: readonly Content[]) {
  const names = listed(lacking);
  return {
    answer: 'GAP' as const,
    sentence: `${subject.title} was implemented while ${names} ${lacking.length === 1 ? 'was' : 'were'} empty or only a placeholder.`,
    about: [ticket.ticket],
    wouldPassIf: `${names} had been filled in before it started`,
  };
}

function indeterminate(subject: ImplementationCase, ticket: TicketFacts, open: readonly Content[], missing: readonly Missing[]) {
  const unread = open.map((content) => ({
    what: `What ${subject.title} said as ${CONTENT_NAMES[content]} when it started is not known.`,
    scope: ticket.scope,
    collection: 'tickets',
    upTo: null,
  }));
  const all = [...missing, ...unread];
  const sentence = `Whether the request of ${subject.title} was complete when it was implemented is not known. ${all.map(({ what }) => what).join(' ')}`;
  return { answer: 'INDETERMINATE' as const, sentence, missing: all };
}

function listed(contents: readonly Content[]): string {
  const names = contents.map((content) => CONTENT_NAMES[content]);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
