import type { Instant, Interval, Outcome } from '#contract';
import { fieldOf, type FieldFact, orderOf, outcomeMeant, outcomesGiven, presentOf, type Truth } from '../../correlate/index.js';
import type { ChangeCase } from '../change-case.js';

const WELL: ReadonlySet<Outcome> = new Set(['SUCCESSFUL', 'SUCCESSFUL_WITH_ISSUES']);

/** Whether the ticket itself says that it went well. */
export function saysWell({ outcome }: ChangeCase): boolean {
  return outcome !== null && WELL.has(outcome.outcome);
}

/** Whether policy says what the words of its source stand for: without, nothing is asked about outcomes. */
export function hasOutcomes({ ticket, inForce }: ChangeCase): boolean {
  return outcomesGiven(ticket.source, inForce.policy);
}

/** A word for the outcome that policy does not know: a resolution, or a value in the field for it; null: none stands there. */
export function unknownWord({ ticket, outcome, inForce: { policy } }: ChangeCase): string | null {
  if (outcome !== null) return null;
  const facts = [fieldOf('outcome', ticket.source, policy), 'resolution'].flatMap((field) =>
    field === null ? [] : (presentOf(ticket, field) ?? []),
  );
  const word = facts.map(({ to, toName }) => toName ?? (typeof to === 'string' ? to : null)).find((one) => one !== null && one !== '');
  return word ?? null;
}

export interface Closed {
  /** Since when; null: not known. */
  readonly at: Instant | null;
  readonly seqs: readonly number[];
  readonly actor: string | null;
}

/** How it was closed, if it is: by a status that policy maps to CLOSED; where policy maps none of its statuses, by a resolution. */
export function closedBy({ ticket, stages }: ChangeCase): Closed | null {
  if (stages.some(({ stage }) => stage !== null)) {
    if (stages.at(-1)?.stage !== 'CLOSED') return null;
    const first = stages[stages.findLastIndex(({ stage }) => stage !== 'CLOSED') + 1];
    return first ? { at: first.from, seqs: first.seq === null ? [] : [first.seq], actor: first.actor } : null;
  }
  const resolution = presentOf(ticket, 'resolution');
  if (!resolution || resolution.to === null) return null;
  return { at: resolution.dated ? resolution.at.from : null, seqs: [resolution.seq], actor: resolution.actor };
}

/** Whether it says BACKED_OUT now, or said so at some time after a moment of another source. */
export function saidBackedOut(subject: ChangeCase, since: { readonly at: Interval; readonly source: string }): Truth {
  if (subject.outcome?.outcome === 'BACKED_OUT') return 'YES';
  const { ticket, inForce } = subject;
  const { policy } = inForce;
  const fields = [fieldOf('outcome', ticket.source, policy), 'resolution', 'status'].flatMap((field) =>
    field === null ? [] : [ticket.fields.get(field) ?? []],
  );
  let answer: Truth = 'NO';
  for (const changes of fields.map((facts) => facts.filter(({ kind }) => kind === 'CHANGED'))) {
    for (const fact of changes) {
      const isWord = outcomeMeant(ticket.source, fact.to, fact.toName, policy) === 'BACKED_OUT';
      const wasWord = outcomeMeant(ticket.source, fact.from, fact.fromName, policy) === 'BACKED_OUT';
      if (!isWord && !wasWord) continue;
      const order = placeOf(fact, since, ticket.source, policy.clockSkewMs);
      if (order === 'AFTER') return 'YES';
      if (order === 'OPEN') answer = 'UNKNOWN';
    }
  }
  return answer;
}

/** To say it after the moment, and to cease to say it after the moment, both mean that it was said after it. */
function placeOf(fact: FieldFact, since: { readonly at: Interval; readonly source: string }, source: string, skewMs: number) {
  const isSame = fact.dated && source === since.source;
  return orderOf({ at: fact.at, sequence: null }, { at: since.at, sequence: null }, isSame, skewMs);
}
