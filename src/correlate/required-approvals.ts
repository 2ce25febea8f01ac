import type { Json, Policy } from '#contract';
import type { Requirement } from './approvals-met.js';
import { ofSource } from './decisions.js';
import type { TicketFacts } from './facts.js';
import { type ClockTime, fieldAt } from './field-at.js';

/** What the approvals that policy requires depend on. */
export interface Subject {
  readonly service: string | null;
  readonly ticket: TicketFacts | null;
  readonly start: ClockTime;
}

type Asked = Policy['approvals']['required'][number];
/** By what a value is called: its id and its names. */
export type Called = readonly string[];

const BY_ANYBODY: Requirement = { roles: null, number: 1 };

/** The approvals that policy requires for service, type and risk at the start: a list for each value that these may have had. */
export function requiredApprovals(subject: Subject, policy: Policy): readonly (readonly Requirement[])[] {
  const { required } = policy.approvals;
  const services: readonly Called[] = subject.service === null ? anyOf(required.map((one) => one.services)) : [[subject.service]];
  const types = typesAt(subject, policy.clockSkewMs) ?? anyOf(required.map((one) => one.types));
  const risks = risksAt(subject, policy) ?? anyOf(required.map((one) => one.risks));
  const lists = services.flatMap((service) => types.flatMap((type) => risks.map((risk) => matching(required, service, type, risk))));
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

/** What a ticket's type may have been called at a moment; null where nothing is known. */
export function typesAt({ ticket, start }: Pick<Subject, 'ticket' | 'start'>, skewMs: number): readonly Called[] | null {
  if (ticket === null) return [[]];
  if (!ticket.fields.has('issuetype') && ticket.issueType !== null) return [called(ticket, 'issuetype', ticket.issueType)];
  const { possible } = fieldAt(ticket, 'issuetype', start, skewMs);
  return possible.length === 0 ? null : possible.map((value) => called(ticket, 'issuetype', value));
}

/** The same of the risk that it said it had. */
export function risksAt({ ticket, start }: Pick<Subject, 'ticket' | 'start'>, policy: Policy): readonly Called[] | null {
  if (ticket === null) return [[]];
  const field = ofSource(policy.fields, ticket.source).find((fields) => fields.risk !== undefined)?.risk;
  const possible = field === undefined ? [] : fieldAt(ticket, field, start, policy.clockSkewMs).possible;
  // Of a text only its digest is kept, and that is no name.
  if (field === undefined || possible.length === 0 || possible.some(isFilledText)) return null;
  return possible.map((value) => called(ticket, field, value));
}

function isFilledText(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'text' in value && value['text'] === 'FILLED';
}

function called(ticket: TicketFacts, field: string, value: Json): Called {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((one) => called(ticket, field, one));
  if (typeof value !== 'string') return [];
  const facts = ticket.fields.get(field) ?? [];
  const names = facts.flatMap((fact) => [...(fact.to === value ? [fact.toName] : []), ...(fact.from === value ? [fact.fromName] : [])]);
  const now = field === 'issuetype' && ticket.issueType === value ? [ticket.issueTypeName] : [];
  return [value, ...[...names, ...now].filter((name) => name !== null)];
}

/** Each value that policy names, and one that it does not name. */
export function anyOf(lists: readonly (readonly string[] | undefined)[]): readonly Called[] {
  return [[], ...new Set(lists.flatMap((list) => list ?? []))].map((name) => (typeof name === 'string' ? [name] : []));
}

/** Whether a list has one of the names; one that was left out stands for all. */
export function isIn(list: readonly string[] | undefined, names: Called): boolean {
  return !list || names.some((name) => list.includes(name));
}

function matching(required: readonly Asked[], service: Called, type: Called, risk: Called): readonly Requirement[] {
  const own = required.filter((one) => isIn(one.services, service) && isIn(one.types, type) && isIn(one.risks, risk));
  return own.length === 0 ? [BY_ANYBODY] : own.map(({ roles, number }) => ({ roles: roles ?? null, number }));
}
