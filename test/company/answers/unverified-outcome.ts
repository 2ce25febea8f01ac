import { carrying } from '../mutators/expect.js';
import { LISTED, UNLISTED } from '../people.js';
import type { Change, Expectation, Ticket, Unit } from '../plan.js';
import { hasResult } from './outcome-mismatch.js';
import type { Answering } from './moment.js';
import { asked } from './whole-change.js';

/** "Nobody but the implementer confirmed the result": who closes a ticket says how it ended, and who starts a deployment implements it. */
export const unverifiedOutcome: Answering = (unit) =>
  asked(unit).flatMap(({ change, ticket }): Expectation[] => {
    if (change.isIdle || change.byHand !== null || !hasResult(change) || ticket.closedBy === undefined) return [];
    const own = isImplementer(unit, change, ticket.closedBy);
    return own === 'NO' ? [] : [{ rule: 'unverified-outcome', answer: own === 'YES' ? 'GAP' : 'INDETERMINATE', with: change }];
  });

/** Of two accounts of nobody on the list nobody knows whether they are one person's. */
function isImplementer(unit: Unit, change: Change, who: NonNullable<Ticket['closedBy']>): 'YES' | 'NO' | 'UNKNOWN' {
  const starters = carrying(unit, change).map(({ creator }) => creator.id);
  const isHis = LISTED.some(({ jira, github }) => jira === who && starters.includes(github.id));
  if (isHis || who.accountType === 'app') return 'YES';
  const mayBeHis = UNLISTED.some(({ jira }) => jira === who) && UNLISTED.some(({ github }) => starters.includes(github.id));
  return mayBeHis ? 'UNKNOWN' : 'NO';
}
