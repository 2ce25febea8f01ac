import type { Mutator } from '../mutator.js';
import type { Ticket } from '../plan.js';
import { PLAN } from '../site.js';
import { chosen, endOf, startOf } from './choose.js';

type Times = { readonly approved: number; readonly start: number; readonly end: number };
type Does = (ticket: Ticket, times: Times) => void;

/** It is approved once, and altered before or after that; what follows from it the plan itself says. */
function altered(name: string, does: Does): Mutator {
  return {
    name: `it was ${name}`,
    apply(unit, random) {
      const { ticket } = chosen(unit, random);
      const [decision] = ticket.decisions;
      if (decision === undefined) return false;
      decision.at = ticket.createdAt + 660;
      does(ticket, { approved: decision.at, start: startOf(unit), end: endOf(unit) });
      return true;
    },
  };
}

const edit = (ticket: Ticket, at: number, field: string = PLAN, to = 'Merge, deploy, watch for an hour.') =>
  ticket.edits.push({ at, by: ticket.creator, field, to });

export const staleApproval: readonly Mutator[] = [
  altered('planned otherwise a millisecond after its approval', (ticket, { approved }) => edit(ticket, approved + 0.001)),
  altered('planned otherwise a millisecond before its approval', (ticket, { approved }) => edit(ticket, approved - 0.001)),
  altered('planned otherwise 60.002 s before its start', (ticket, { start }) => edit(ticket, start - 60.002)),
  altered('planned otherwise 60.001 s before its start, which two clocks do not tell apart', (ticket, { start }) =>
    edit(ticket, start - 60.001),
  ),
  altered('planned otherwise when all was done', (ticket, { end }) => edit(ticket, end + 90)),
  altered('found less risky after its approval', (ticket, { approved }) => edit(ticket, approved + 300, 'priority', 'Low')),
  altered('described otherwise after its approval', (ticket, { approved }) =>
    edit(ticket, approved + 300, 'description', 'In other words.'),
  ),
  altered('planned otherwise after its approval, and endorsed', (ticket, { approved }) => {
    const [decision] = ticket.decisions;
    edit(ticket, approved + 300);
    if (decision) ticket.decisions.push({ ...decision, at: approved + 600, isSecond: true });
  }),
];
