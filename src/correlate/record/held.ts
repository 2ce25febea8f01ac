import type { Content, Policy, RecordContentState } from '#contract';
import type { Interval } from '#contract';
import { type ClockTime, fieldAt } from '../field-at.js';
import { CONTENT_NAMES, fieldOf, isLacking, presentOf } from '../held.js';
import { orderOf } from '../order.js';
import type { TicketFacts } from '../facts.js';
import { seqsOf } from './record-facts.js';

/** Whether something is there, since when, and what shows it. */
export interface Held {
  readonly state: RecordContentState;
  readonly seqs: readonly number[];
  readonly unread: readonly string[];
}

export interface Question {
  readonly ticket: TicketFacts | null;
  readonly policy: Policy;
  /** The start of the earliest implementation; null: none. */
  readonly start: ClockTime | null;
}

export const NOTHING: Held = { state: 'ABSENT', seqs: [], unread: [] };

export function present(seqs: readonly number[]): Held {
  return { state: 'PRESENT', seqs: seqsOf(seqs), unread: [] };
}

/** What stands in the field that holds a content now, and whether it first came after the start. */
export function heldIn({ ticket, policy, start }: Question, content: Content): Held {
  if (ticket === null) return NOTHING;
  const field = fieldOf(content, ticket.source, policy);
  const name = CONTENT_NAMES[content];
  if (field === null) return { ...NOTHING, unread: [`Policy names no field of ${ticket.source} that holds ${name}.`] };
  const fact = presentOf(ticket, field);
  if (fact === null) return { ...NOTHING, unread: [`Nobody has read ${name}.`] };
  const isNothing = (value: typeof fact.to) => isLacking(value, policy.templates[field] ?? []);
  if (isNothing(fact.to)) return { ...NOTHING, seqs: [fact.seq] };
  if (start === null) return present([fact.seq]);
  if (cameAfter(ticket.created, ticket.source, start, policy)) return { state: 'LATE', seqs: [fact.seq], unread: [] };
  const then = fieldAt(ticket, field, start, policy.clockSkewMs);
  const lacking = then.possible.filter(isNothing).length;
  const seqs = seqsOf([fact.seq, ...then.events]);
  if (then.possible.length > 0 && lacking === then.possible.length) return { state: 'LATE', seqs, unread: [] };
  const isOpen = then.possible.length === 0 || lacking > 0;
  return { state: 'PRESENT', seqs, unread: isOpen ? [`Whether ${name} stood there before the start is not known.`] : [] };
}

/** Whether a fact of a source came after the start for certain. */
export function cameAfter(at: Interval | null, source: string, start: ClockTime, { clockSkewMs }: Pick<Policy, 'clockSkewMs'>): boolean {
  if (at === null) return false;
  const moment = { at: start.at, sequence: null };
  return orderOf({ at, sequence: null }, moment, source === start.source, clockSkewMs) === 'AFTER';
}

/** There if all are: LATE where one is late, ABSENT where one is missing. */
export function together(all: readonly Held[]): Held {
  const states = new Set(all.map(({ state }) => state));
  const state = states.has('ABSENT') ? 'ABSENT' : states.has('LATE') ? 'LATE' : 'PRESENT';
  return { state, seqs: seqsOf(all.flatMap(({ seqs }) => seqs)), unread: all.flatMap(({ unread }) => unread) };
}

/** There as soon as one is, and since the first one is. */
export function anyOf(all: readonly Held[]): Held {
  const there = ['PRESENT', 'LATE'].map((state) => all.filter((one) => one.state === state)).find((some) => some.length > 0);
  if (there) return { ...together(there), unread: there.some(({ unread }) => unread.length === 0) ? [] : together(there).unread };
  return together(all);
}
