import { UNKNOWN_WORD } from '../answers/missing-outcome.js';
import { cleanTicket } from '../clean.js';
import { thisSecond } from '../times.js';
import type { Mutator } from '../mutator.js';
import type { Change } from '../plan.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { chosen } from './choose.js';

const DAY = 86_400;
const HOUR = 3600;

function closed(name: string, outcome: string | null): Mutator {
  return {
    name: `closed ${name}`,
    apply(unit, random) {
      chosen(unit, random).ticket.outcome = outcome;
      return true;
    },
  };
}

export const missingOutcome: readonly Mutator[] = [
  closed('without a word on how it ended', null),
  closed('as rolled back', 'Rolled back'),
  closed('as done with issues', 'Done with issues'),
  closed('with a word of which policy does not say what it means', UNKNOWN_WORD),
];

/** Made by hand until so many hours more or less than five days ago, and closed without an outcome. */
function byHand(name: string, hours: number): Mutator {
  return {
    name: `made by hand and closed without an outcome, ${name}`,
    apply(unit, random) {
      const ticket = cleanTicket(random, unit, random.pick(['PAY', 'WEB'] as const));
      const closedAt = thisSecond() - 5 * DAY - hours * HOUR;
      const createdAt = closedAt - 2 * DAY;
      const [decision] = ticket.decisions;
      if (decision === undefined) return false;
      ticket.edits = [];
      Object.assign(ticket, {
        createdAt,
        closedAt,
        outcome: null,
        decisions: [{ ...decision, by: unit.cast.approver.jira, at: createdAt + 660 }],
      });
      ticket.fields['description'] = 'Turn it off and on again.';
      for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
      const change: Change = { ticket, pulls: [], pushes: [], byHand: { by: unit.cast.merger.jira, at: closedAt - HOUR } };
      unit.changes.push(change);
      return true;
    },
  };
}

export const freshOutcomes: readonly Mutator[] = [
  { ...closed('these days without a word on how it ended', null) },
  byHand('hours before its time is over', -2),
  byHand('hours after its time was over', 2),
];
