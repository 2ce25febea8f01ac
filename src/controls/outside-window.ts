import { type Content, durationMs, type Instant, isBefore, type Json, microsOf, type Missing, plusMs } from '#contract';
import { edgeOf, type Edge, type TicketFacts, type Window } from '../correlate/index.js';
import type { ImplementationCase } from './case.js';
import type { Finding, Rule } from './rule.js';
import { spoken } from './spoken.js';
import { fieldAtStart, fieldOf, ticketMissing } from './ticket-fields/content.js';

/** A change was implemented outside the window that it had planned when it started. */
export const outsideWindow: Rule = {
  info: {
    id: 'outside-window',
    title: 'A change was implemented outside its planned window',
    gapWhen:
      'the change has a planned window and its implementation started outside it [tolerance]; a window given in dates covers whole days in the source’s zone',
    severity: 'MEDIUM',
    subject: 'implementation, change',
    clauses: ['NIST 800-53 CM-3 d', 'ISO 27001 A.8.32', 'SOC 2 CC8.1', 'PCI DSS 6.5.1'],
  },
  silence: 'It is asked where the change has a planned window in fields that policy names, and this one has none.',
  judgeImplementation: (subject) => (subject.ticket ? finding(subject, subject.ticket) : []),
};

/** INSIDE, EARLY or LATE; OPEN where clocks or a value that is no time leave it so; NONE without a window. */
type Place = 'INSIDE' | 'EARLY' | 'LATE' | 'OPEN' | 'NONE';

function finding(subject: ImplementationCase, ticket: TicketFacts): readonly Finding[] {
  const [start, end] = [edgesOf(subject, ticket, 'plannedStart'), edgesOf(subject, ticket, 'plannedEnd')];
  if (!start.isMapped && !end.isMapped) return [];
  const windows = start.possible.flatMap((from) => end.possible.map((to) => ({ from, to })));
  const places = new Set(windows.map((window) => placeOf(subject, ticket, window)));
  const missing = ticketMissing(subject);
  const isNone = [...places].every((place) => place === 'NONE');
  if (isNone && missing.length === 0) return [];
  const common = { subject: subject.subject, events: [...subject.events, ...start.events, ...end.events] };
  const outside = [...places].filter((place) => place === 'EARLY' || place === 'LATE');
  if (missing.length > 0 || places.has('OPEN') || (outside.length > 0 && outside.length < places.size)) {
    return [{ ...common, ...indeterminate(subject, windows, missing) }];
  }
  if (outside.length > 0) return [{ ...common, ...gap(subject, ticket, windows[0]!) }];
  return [{ ...common, answer: 'PASS', sentence: `${subject.title} started inside its planned window.` }];
}

interface Edges {
  readonly isMapped: boolean;
  readonly possible: readonly Edge[];
  readonly events: readonly number[];
}

const NO_EDGE: Edges = { isMapped: false, possible: [null], events: [] };

/** Of a field that was never told, nothing is planned: readings tell every value that there is. */
function edgesOf(subject: ImplementationCase, ticket: TicketFacts, content: Content & `planned${string}`): Edges {
  const { policy } = subject.inForce;
  const field = fieldOf(content, ticket.source, policy);
  if (field === null) return NO_EDGE;
  if (!ticket.fields.get(field)?.length) return { ...NO_EDGE, isMapped: true };
  const zone = policy.zones[ticket.source] ?? policy.zones['*'] ?? 'UTC';
  const { possible, events } = fieldAtStart(subject, ticket, field);
  const edge = (value: Json) => edgeOf(value, content === 'plannedStart' ? 'start' : 'end', zone);
  return { isMapped: true, possible: possible.length > 0 ? possible.map(edge) : ['UNREADABLE'], events };
}

interface Planned {
  readonly from: Edge;
  readonly to: Edge;
}

function placeOf(subject: ImplementationCase, ticket: TicketFacts, { from, to }: Planned): Place {
  if (from === null && to === null) return 'NONE';
  if (from === 'UNREADABLE' || to === 'UNREADABLE') return 'OPEN';
  const skewMs = subject.startSource === ticket.source ? 0 : subject.inForce.policy.clockSkewMs;
  const window = widened({ from, to }, toleranceMs(subject));
  const atStart = window.from === null ? 'AFTER' : sideOf(window.from, subject, skewMs);
  const atEnd = window.to === null ? 'BEFORE' : sideOf(window.to, subject, skewMs);
  if (atStart === 'BEFORE') return 'EARLY';
  if (atEnd === 'AFTER') return 'LATE';
  return atStart === 'AFTER' && atEnd === 'BEFORE' ? 'INSIDE' : 'OPEN';
}

/** On which side of an instant the implementation started. */
function sideOf(instant: Instant, { start }: ImplementationCase, skewMs: number): 'BEFORE' | 'AFTER' | 'OPEN' {
  const point = { from: instant, to: instant };
  if (isBefore(start, point, skewMs)) return 'BEFORE';
  return isBefore(point, start, skewMs) ? 'AFTER' : 'OPEN';
}

function toleranceMs({ inForce }: ImplementationCase): number {
  return durationMs(inForce.policy.rules['outside-window']?.tolerance ?? '0s');
}

function widened({ from, to }: Window, toleranceMs: number): Window {
  return { from: from && plusMs(from, -toleranceMs), to: to && plusMs(to, toleranceMs) };
}

function gap(subject: ImplementationCase, ticket: TicketFacts, planned: Planned) {
  const isEarly = placeOf(subject, ticket, planned) === 'EARLY';
  const { from, to } = { from: asInstant(planned.from), to: asInstant(planned.to) };
  const edges = widened({ from, to }, toleranceMs(subject));
  const micros = isEarly
    ? microsOf(edges.from ?? subject.start.from) - microsOf(subject.start.from)
    : microsOf(subject.start.to) - microsOf(edges.to ?? subject.start.to);
  const time = spoken(micros / 1000);
  const window = `${from ?? '…'} to ${to ?? '…'}`;
  return {
    answer: 'GAP' as const,
    sentence: `${subject.title} started ${time} ${isEarly ? 'before' : 'after'} its planned window, ${window}.`,
    about: [ticket.ticket],
    wouldPassIf: `it had started ${time} ${isEarly ? 'later' : 'earlier'}`,
  };
}

function asInstant(edge: Edge): Instant | null {
  return edge === 'UNREADABLE' ? null : edge;
}

function indeterminate(subject: ImplementationCase, windows: readonly Planned[], missing: readonly Missing[]) {
  const isUnreadable = windows.some(({ from, to }) => from === 'UNREADABLE' || to === 'UNREADABLE');
  const doubts = [
    ...(isUnreadable ? ['What was planned is no time, or was not read before.'] : []),
    ...(windows.length > 1 ? ['The planned window was changed near the start, or its history contradicts itself.'] : []),
  ];
  const why = [...doubts, ...missing.map(({ what }) => what)];
  if (why.length === 0) why.push('It started so close to an end of the window that the clocks of two systems cannot tell.');
  const sentence = `Whether ${subject.title} started inside its planned window is not known. ${why.join(' ')}`;
  return { answer: 'INDETERMINATE' as const, sentence, missing };
}
