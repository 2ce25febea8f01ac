import type { Context, Policy } from '#contract';
import { ofSource } from '../decisions.js';
import { isIncident } from '../emergency.js';
import type { TicketFacts, TicketLink } from '../facts.js';
import { presentOf } from '../held.js';
import type { RecordFacts } from './record-facts.js';

export type ContextKind = 'CUSTOMER_REQUEST' | 'PROJECT' | 'INCIDENT' | 'PROBLEM';

/** A linked ticket that a change came from or is part of. */
export interface ContextEntry {
  readonly kind: ContextKind;
  readonly ref: string;
  readonly key: string | null;
  readonly linkType: string;
  readonly typeName: string | null;
  /** The event of the link, or of the field. */
  readonly seq: number;
}

const KINDS: Readonly<Record<Context, ContextKind>> = {
  customerRequest: 'CUSTOMER_REQUEST',
  project: 'PROJECT',
  incident: 'INCIDENT',
  problem: 'PROBLEM',
};

export const CONTEXT_WORDS: Readonly<Record<ContextKind, string>> = {
  CUSTOMER_REQUEST: 'a customer request',
  PROJECT: 'a project',
  INCIDENT: 'an incident',
  PROBLEM: 'a problem',
};

/** The ticket above this one, such as an epic above a story; null where there is none. */
export function parentOf(ticket: Pick<TicketFacts, 'source' | 'fields'>): string | null {
  const id = presentOf(ticket, 'parent')?.to ?? null;
  return typeof id === 'string' && id !== '' ? `ticket:${ticket.source}:${id}` : null;
}

/** Links, and the ticket above as one of type `parent`. */
function linksOf(ticket: TicketFacts): readonly TicketLink[] {
  const [parent, field] = [parentOf(ticket), presentOf(ticket, 'parent')];
  return parent === null || field === null
    ? ticket.links
    : [...ticket.links, { other: parent, linkType: 'parent', typeName: null, seq: field.seq }];
}

/** The operational context of a change, by types of tickets and links that policy names; by kind and ref. */
export function contextOf({ ticket, related }: Pick<RecordFacts, 'ticket' | 'related'>, policy: Policy): readonly ContextEntry[] {
  if (ticket === null) return [];
  const known = new Map(related.map((one) => [one.ticket, one]));
  const entries = linksOf(ticket).flatMap((link) => {
    const other = known.get(link.other) ?? null;
    const kinds = Object.entries(KINDS).filter(([context]) => isOf(context as Context, link, other, policy));
    const entry = { ref: link.other, key: other?.key ?? null, linkType: link.linkType, typeName: link.typeName, seq: link.seq };
    return kinds.map(([, kind]) => ({ kind, ...entry }));
  });
  const others = recordedOf(ticket).filter((one) => !entries.some((entry) => nameOf(entry) === nameOf(one)));
  return [...entries, ...others].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Recorded incidents, each once, whether its beginning or its end, or both, name the change. */
function recordedOf({ incidents = [] }: TicketFacts): readonly ContextEntry[] {
  const entries = incidents.map(({ incident: ref, number: key, linkType, seq }): ContextEntry => {
    return { kind: 'INCIDENT', ref, key, linkType, typeName: null, seq };
  });
  return entries.filter((entry, nth) => entries.findIndex((other) => nameOf(other) === nameOf(entry)) === nth);
}

function nameOf({ kind, ref, linkType }: ContextEntry): string {
  return `${kind} ${ref} ${linkType}`;
}

function isOf(context: Context, link: TicketLink, other: TicketFacts | null, policy: Policy): boolean {
  if (context === 'incident' && other !== null && isIncident(other, policy)) return true;
  const source = other?.source ?? link.other.split(':')[1] ?? '';
  const by = ofSource(policy.context, source).find((entries) => entries[context] !== undefined)?.[context];
  return by !== undefined && isRelatedBy(by, link, other);
}

/** Whether both the type of the ticket and that of the link are among those named; what is not named is not asked. */
export function isRelatedBy(
  { types, links }: { readonly types?: readonly string[] | undefined; readonly links?: readonly string[] | undefined },
  link: Pick<TicketLink, 'linkType' | 'typeName'> | null,
  other: TicketFacts | null,
): boolean {
  if (!types && !links) return false;
  const isIn = (list: readonly string[] | undefined, names: readonly (string | null | undefined)[]) =>
    !list || names.some((name) => typeof name === 'string' && list.includes(name));
  return isIn(types, [other?.issueType, other?.issueTypeName]) && isIn(links, [link?.linkType, link?.typeName]);
}
