import { type Policy, plusMs } from '#contract';
import { agreed } from './agreed.js';
import { ofSource } from './decisions.js';
import type { TicketFacts } from './facts.js';
import { type ClockTime, fieldAt } from './field-at.js';
import { presentOf } from './held.js';
import { orderOf } from './order.js';
import { typesAt } from './required-approvals.js';
import { every, not, some, type Truth } from './truth.js';

export interface EmergencyQuestion {
  readonly ticket: TicketFacts | null;
  /** Tickets that it is linked to, as far as they were read. */
  readonly related: readonly TicketFacts[];
  readonly start: ClockTime;
  readonly policy: Policy;
}

/** So long after the start the ticket of an emergency may come. */
const LATE_TICKET_MS = 4 * 3_600_000;

/** Whether a change is an emergency (`controls.md`, Terms: Emergency). */
export function isEmergency({ ticket, related, start, policy }: EmergencyQuestion): Truth {
  if (ticket === null) return 'NO';
  const { clockSkewMs } = policy;
  const marked = bearsMark(ticket, policy.emergencies, start, clockSkewMs);
  const inTime = createdBefore(ticket, { ...start, at: later(start, LATE_TICKET_MS) }, clockSkewMs);
  const refers = refersToIncident(ticket, related, start, policy);
  const before = createdBefore(ticket, start, clockSkewMs);
  // The last needs no order between creation and start: marked before, or late with an incident.
  return some([every([before, marked]), every([not(before), inTime, refers]), every([inTime, marked, refers])]);
}

/** Whether it bore the mark of an emergency at the start, or bears it now, whoever set it when. */
export function isMarkedEmergency({ ticket, start, policy }: Omit<EmergencyQuestion, 'related'>): Truth {
  if (ticket === null) return 'NO';
  const { types = [], labels = [] } = policy.emergencies;
  const isType = [ticket.issueType, ticket.issueTypeName].some((name) => name !== null && types.includes(name));
  const now = presentOf(ticket, 'labels')?.to ?? [];
  const isLabelled = (Array.isArray(now) ? now : [now]).some((name) => typeof name === 'string' && labels.includes(name));
  if (isType || isLabelled) return 'YES';
  return bearsMark(ticket, policy.emergencies, start, policy.clockSkewMs);
}

/** Whether it refers to an incident, whenever that was opened. */
export function namesIncident({ ticket, related, policy }: Omit<EmergencyQuestion, 'start'>): Truth {
  if (ticket === null) return 'NO';
  const { incidents = [] } = ticket;
  const isOne = ticket.links.map(({ other }): Truth => {
    const known = related.find((one) => one.ticket === other);
    return known === undefined ? 'UNKNOWN' : isIncident(known, policy) ? 'YES' : 'NO';
  });
  return some([...isOne, incidents.length > 0 ? 'YES' : 'NO']);
}

/** Whether it is of a model of changes that policy approves beforehand, and was so before the start. */
export function isStandardChange({ ticket, start, policy }: Omit<EmergencyQuestion, 'related'>): Truth {
  if (ticket === null) return 'NO';
  return every([createdBefore(ticket, start, policy.clockSkewMs), bearsMark(ticket, policy.standardChanges, start, policy.clockSkewMs)]);
}

function later({ at }: ClockTime, ms: number): ClockTime['at'] {
  return { from: plusMs(at.from, ms), to: plusMs(at.to, ms) };
}

function createdBefore({ created, source }: Pick<TicketFacts, 'created' | 'source'>, moment: ClockTime, skewMs: number): Truth {
  if (created === null) return 'UNKNOWN';
  const order = orderOf({ at: created, sequence: null }, { at: moment.at, sequence: null }, source === moment.source, skewMs);
  return order === 'OPEN' ? 'UNKNOWN' : order === 'BEFORE' ? 'YES' : 'NO';
}

function bearsMark(ticket: TicketFacts, marks: Policy['emergencies'], start: ClockTime, skewMs: number): Truth {
  const { types, labels } = marks;
  const isIn = (list: readonly string[], names: readonly unknown[]): Truth =>
    names.some((name) => typeof name === 'string' && list.includes(name)) ? 'YES' : 'NO';
  const type = types ? agreed((typesAt({ ticket, start }, skewMs) ?? []).map((names) => isIn(types, names))) : 'NO';
  // That there are no labels is no reading; whether all was read is the caller's question.
  if (!labels || !ticket.fields.has('labels')) return type;
  const { possible } = fieldAt(ticket, 'labels', start, skewMs);
  return some([type, agreed(possible.map((value) => isIn(labels, Array.isArray(value) ? value : [value])))]);
}

function refersToIncident(ticket: TicketFacts, related: readonly TicketFacts[], start: ClockTime, policy: Policy): Truth {
  const { incidents = [] } = ticket;
  const known = new Set([...related.map((one) => one.ticket), ...incidents.map(({ incident }) => incident)]);
  const unread = ticket.links.some(({ other }) => !known.has(other));
  const tickets = related.filter((one) => isIncident(one, policy));
  const opened = [...tickets, ...incidents.map(({ opened: created, source }) => ({ created, source }))];
  return some([...opened.map((one) => createdBefore(one, start, policy.clockSkewMs)), unread ? 'UNKNOWN' : 'NO']);
}

export function isIncident({ source, issueType, issueTypeName }: TicketFacts, policy: Policy): boolean {
  const types = ofSource(policy.incidentTypes, source)[0] ?? [];
  return [issueType, issueTypeName].some((name) => name !== null && types.includes(name));
}
