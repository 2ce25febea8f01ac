import type { Change, Expectation, Ticket, Unit } from '../plan.js';
import type { RuleName } from '../rule-names.js';
import type { Moment } from './moment.js';

export interface Asked {
  readonly change: Change;
  readonly ticket: Ticket;
}

/** The changes of a unit that have a ticket. */
export function asked({ changes }: Unit): readonly Asked[] {
  return changes.flatMap((change) => (change.ticket === null ? [] : [{ change, ticket: change.ticket }]));
}

/**
 * A deviation that time alone brings: nothing before it is due, a GAP once that is over; where nothing was read since, nobody
 * knows what came meanwhile ("up to the judged moment + `clockSkew`").
 */
export function onceDue(rule: RuleName, change: Change, due: number, { now, read }: Moment): readonly Expectation[] {
  if (now < due) return [{ rule, answer: 'NONE', with: change }];
  return [{ rule, answer: read > due + 60 ? 'GAP' : 'INDETERMINATE', with: change }];
}

export const DAY = 86_400;
