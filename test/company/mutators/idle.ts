import { cleanTicket } from '../clean.js';
import { thisSecond } from '../times.js';
import type { Mutator } from '../mutator.js';
import type { Change, Ticket, Unit } from '../plan.js';
import { STANDARD } from '../policy.js';
import { PLANNED_END, PLANNED_START, type ProjectKey } from '../site.js';

const DAY = 86_400;
const HOUR = 3600;

/** A ticket beside a unit that nothing implements and nobody closes; what follows from it the plan itself says. */
function idle(name: string, project: ProjectKey, does: (ticket: Ticket, unit: Unit) => void): Mutator {
  return {
    name: `beside a ticket ${name}`,
    apply(unit, random) {
      const ticket = cleanTicket(random, unit, project);
      ticket.edits = ticket.edits.filter(({ field }) => field !== 'description');
      ticket.fields['description'] = 'Some day.';
      for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
      Object.assign(ticket, { closedAt: null, decisions: [], asked: [] });
      does(ticket, unit);
      const change: Change = { ticket, pulls: [], pushes: [], byHand: null, isIdle: true };
      unit.changes.push(change);
      return true;
    },
  };
}

function approved(ticket: Ticket, { cast }: Unit, at: number): void {
  if (ticket.createdAt >= at) ticket.createdAt = at - HOUR;
  ticket.decisions = [{ by: cast.approver.jira, at, said: 'APPROVED', dated: true }];
}

function waiting(ticket: Ticket, { cast }: Unit, since: number): void {
  Object.assign(ticket, { createdAt: since, asked: [cast.approver.jira] });
}

function planned(ticket: Ticket, unit: Unit, end: Record<string, number>): void {
  approved(ticket, unit, ticket.createdAt + 600);
  ticket.fields[PLANNED_END] = end;
}

/** Of long ago. */
export const idles: readonly Mutator[] = [
  idle('that was approved and never implemented', 'PAY', (ticket, unit) => approved(ticket, unit, ticket.createdAt + 600)),
  idle('of Service Management that was approved and never implemented', 'OPS', (ticket, unit) =>
    approved(ticket, unit, ticket.createdAt + 600),
  ),
  idle('that was approved and never implemented in its window', 'WEB', (ticket, unit) =>
    planned(ticket, unit, { at: ticket.createdAt + DAY }),
  ),
  idle('that was approved for a day and never implemented', 'WEB', (ticket, unit) =>
    planned(ticket, unit, { day: ticket.createdAt + DAY }),
  ),
  idle('that was approved and closed', 'PAY', (ticket, unit) => {
    approved(ticket, unit, ticket.createdAt + 600);
    ticket.closedAt = ticket.createdAt + DAY;
  }),
  idle('that somebody turned down', 'PAY', (ticket, unit) => {
    approved(ticket, unit, ticket.createdAt + 600);
    for (const decision of ticket.decisions) decision.said = 'REJECTED';
  }),
  idle('about which nobody said anything', 'PAY', () => undefined),
  idle('about which somebody was asked in vain', 'OPS', (ticket, unit) => waiting(ticket, unit, ticket.createdAt)),
  idle('of an approved model about which somebody was asked in vain', 'OPS', (ticket, unit) => {
    waiting(ticket, unit, ticket.createdAt);
    ticket.fields['labels'] = [STANDARD];
  }),
  idle('about which somebody was asked in vain until it was closed', 'OPS', (ticket, unit) => {
    waiting(ticket, unit, ticket.createdAt);
    ticket.closedAt = ticket.createdAt + 30 * DAY;
  }),
];

/** Near the moments at which time alone makes a deviation of it. */
export const freshIdles: readonly Mutator[] = [-2 * HOUR, 2 * HOUR].flatMap((hours) => {
  const when = hours < 0 ? 'hours before its time is over' : 'hours after its time was over';
  const before = (days: number) => thisSecond() - days * DAY - hours;
  return [
    idle(`about which somebody was asked in vain, ${when}`, 'OPS', (ticket, unit) => waiting(ticket, unit, before(14))),
    idle(`that was approved and not implemented, ${when}`, 'PAY', (ticket, unit) => approved(ticket, unit, before(30))),
    idle(`that was approved and not implemented in its window, ${when}`, 'WEB', (ticket, unit) => {
      ticket.createdAt = before(9);
      planned(ticket, unit, { at: before(7) });
    }),
  ];
});
