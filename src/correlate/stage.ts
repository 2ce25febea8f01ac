import type { Interval, Policy, Stage } from '#contract';
import { compareSequence } from './run.js';
import { meaningOf } from './decisions.js';
import type { FieldFact, TicketFacts } from './facts.js';

/** The status in which a ticket is, as the tool calls it, and what policy calls it. */
export interface StatusNow {
  readonly id: string;
  readonly name: string;
  /** Null where policy says nothing of it. */
  readonly stage: Stage | null;
}

/** The status that the last of its changes gave a ticket; without any change, the one that was read. */
export function statusNow(ticket: TicketFacts, policy: Pick<Policy, 'statuses'>): StatusNow | null {
  const last = statusesInOrder(ticket).at(-1);
  if (!last) return null;
  const id = typeof last.to === 'string' ? last.to : '';
  return { id, name: last.toName ?? id, stage: meaningOf(ticket.source, last.to, last.toName, policy)?.stage ?? null };
}

/** The first transition into a status that policy maps to `IMPLEMENTING`: the manual execution of a change that no deployment carries. */
export function firstImplementing(ticket: TicketFacts, policy: Pick<Policy, 'statuses'>): FieldFact | null {
  const isImplementing = ({ to, toName }: FieldFact) => meaningOf(ticket.source, to, toName, policy)?.stage === 'IMPLEMENTING';
  return statusesInOrder(ticket).find((fact) => fact.kind === 'CHANGED' && isImplementing(fact)) ?? null;
}

/** The first transition after the one by which its manual execution began. */
export function endOfImplementing(ticket: TicketFacts, start: Interval): Interval | null {
  const changes = statusesInOrder(ticket).filter(({ kind }) => kind === 'CHANGED');
  const begun = changes.findIndex(({ at }) => at.from === start.from);
  return begun < 0 ? null : (changes[begun + 1]?.at ?? null);
}

/** Readings before changes, for a change is dated and tells more; of one kind by time, then by the tool's own sequence. */
export function statusesInOrder(ticket: TicketFacts): readonly FieldFact[] {
  const rank = (fact: FieldFact) => (fact.kind === 'CHANGED' ? 1 : 0);
  const time = (a: FieldFact, b: FieldFact) => (a.at.from < b.at.from ? -1 : a.at.from > b.at.from ? 1 : 0);
  const sequence = (a: FieldFact, b: FieldFact) => compareSequence(a.sequence ?? '', b.sequence ?? '');
  return [...(ticket.fields.get('status') ?? [])].sort((a, b) => rank(a) - rank(b) || time(a, b) || sequence(a, b) || a.seq - b.seq);
}
