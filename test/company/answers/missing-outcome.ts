import { carrying } from '../mutators/expect.js';
import type { Answering } from './moment.js';
import { asked, DAY, onceDue } from './whole-change.js';

/** A resolution of which policy does not say what it stands for. */
export const UNKNOWN_WORD = 'Cannot say';

/** "`T` was implemented and has had no outcome for [5 days]". */
export const missingOutcome: Answering = (unit, moment) =>
  asked(unit).flatMap(({ change, ticket }) => {
    if (change.isIdle || ticket.outcome === undefined) return [];
    // By hand it is made until it is closed.
    const deployed = carrying(unit, change).map(({ endedAt }) => endedAt);
    const ends = change.byHand === null ? deployed : [ticket.closedAt ?? Infinity];
    const found = onceDue('missing-outcome', change, Math.min(...ends) + 5 * DAY, moment);
    if (ticket.outcome === null) return found;
    if (ticket.outcome !== UNKNOWN_WORD) return [];
    return found.map((one) => (one.answer === 'GAP' ? { ...one, answer: 'INDETERMINATE' as const } : one));
  });
