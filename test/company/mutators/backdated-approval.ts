import type { Mutator } from '../mutator.js';
import { STANDARD } from '../policy.js';
import type { Decision, Ticket, Unit } from '../plan.js';
import { chosen, endOf } from './choose.js';
import { OF_AUTHORISATION } from './exempt.js';
import { ofPairs, ofTicket } from './expect.js';

/** In Service Management, which says itself when somebody approved, an approval is there only once all was read. */
function onPaper(name: string, does: (ticket: Ticket, decision: Decision, unit: Unit) => void, isStandard = false): Mutator {
  return {
    name: `approved ${name}`,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const [decision] = ticket.decisions;
      if (decision === undefined) return false;
      ticket.project = 'OPS';
      decision.at = ticket.createdAt + 660;
      does(ticket, decision, unit);
      if (!isStandard) return true;
      for (const rule of OF_AUTHORISATION) ofPairs(unit, rule, 'EXEMPT', change);
      for (const rule of ['stale-approval', 'backdated-approval'] as const) ofTicket(unit, rule, 'EXEMPT', change);
      return true;
    },
  };
}

const late = (decision: Decision, at: number, unit: Unit): Decision => ({
  ...decision,
  ...{ at, by: unit.cast.otherApprover.jira, isBackdated: true },
});

export const backdatedApproval: readonly Mutator[] = [
  onPaper('on paper, as was said when all was read', (_, decision) => void (decision.isBackdated = true)),
  onPaper(
    'in time, and once more on paper',
    (ticket, decision, unit) => void ticket.decisions.push(late(decision, decision.at + 60, unit)),
  ),
  // Nobody was asked about it before: a request of then would have been open at the start.
  onPaper('in time, and long after it once more, as was said when all was read', (ticket, decision, unit) => {
    ticket.decisions.push(late(decision, endOf(unit) + 700, unit));
  }),
  onPaper(
    'on paper, and a standard change',
    (ticket, decision) => {
      decision.isBackdated = true;
      Object.assign(ticket, { fields: { ...ticket.fields, labels: [STANDARD] } });
    },
    true,
  ),
];
