import type { Interval, Json } from '#contract';
import type { FieldFact, TicketFacts } from './facts.js';
import { orderInside, orderOf, type Order } from './order.js';

/** A moment by the clock of a source. */
export interface ClockTime {
  readonly at: Interval;
  readonly source: string;
}

export interface FieldThen {
  /** The values that it may have had; several where orders are open or facts contradict each other, none where nothing is known. */
  readonly possible: readonly Json[];
  /** Sequence numbers of the facts that say so, ascending. */
  readonly events: readonly number[];
}

/** JSON values; of two maps the order of keys is no difference. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || textOf(a) === textOf(b);
}

function textOf(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (Array.isArray(value)) return `[${value.map(textOf).join(',')}]`;
  const members = Object.entries(value).sort(([x], [y]) => (x < y ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join(',')}}`;
}

interface Said {
  readonly value: Json;
  readonly seq: number;
}

/**
 * The values that a field of a ticket may have had at a moment. Of its changes: what the last one before gave it, and
 * what the next one took from it. Without any change a reading's value holds from creation. The history counts as
 * whole: whether it was read is the caller's question (`controls.md`, Terms: Time, Absence).
 */
export function fieldAt(ticket: TicketFacts, field: string, moment: ClockTime, skewMs: number): FieldThen {
  const facts = ticket.fields.get(field) ?? [];
  const changes = facts.filter((fact) => fact.kind === 'CHANGED');
  const place = (fact: FieldFact) => placeOf(fact, ticket.source, moment, skewMs);
  const said = changes.length > 0 ? byChanges(changes, place) : byReadings(facts, place);
  const possible: Json[] = [];
  for (const { value } of said) if (!possible.some((one) => isEqual(one, value))) possible.push(value);
  return {
    possible: possible.length < 2 ? possible : possible.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    events: [...new Set(said.map(({ seq }) => seq))].sort((a, b) => a - b),
  };
}

type Place = (fact: FieldFact) => Order;

function placeOf({ at, dated }: FieldFact, source: string, moment: ClockTime, skewMs: number): Order {
  // What the source does not date is bounded by readings, and these have the hub's clock.
  const sameClock = dated && source === moment.source;
  return orderOf({ at, sequence: null }, { at: moment.at, sequence: null }, sameClock, skewMs);
}

/**
 * Every set of changes that may lie before the moment and leaves none of the certain ones out ends with a possible
 * last one, and is followed by a possible next one. Where history is whole and ordered, both say the same value.
 */
function byChanges(changes: readonly FieldFact[], place: Place): readonly Said[] {
  const before = changes.filter((fact) => place(fact) === 'BEFORE');
  const after = changes.filter((fact) => place(fact) === 'AFTER');
  // The source's own sequence also places what the moment's interval leaves open.
  const near = changes.filter((fact) => !after.some((one) => isAfter(fact, one)) && !before.some((one) => isAfter(one, fact)));
  const last = near.filter((fact) => !after.includes(fact)).map(({ to, seq }) => ({ value: to, seq }));
  const next = near.filter((fact) => !before.includes(fact)).map(({ from, seq }) => ({ value: from, seq }));
  return [...last, ...next];
}

function isAfter(fact: FieldFact, other: FieldFact): boolean {
  return orderInside(other, fact) === 'BEFORE';
}

/**
 * A reading tells the value, not since when. One value stood from creation, or a change would tell of another;
 * several without a change are a field without history: then only what was read by the moment may have been it.
 */
function byReadings(readings: readonly FieldFact[], place: Place): readonly Said[] {
  const isOne = readings.every(({ to }) => isEqual(to, readings[0]?.to));
  return readings.filter((fact) => isOne || place(fact) !== 'AFTER').map(({ to, seq }) => ({ value: to, seq }));
}
