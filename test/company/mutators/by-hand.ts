import { cleanTicket } from '../clean.js';
import type { Mutator } from '../mutator.js';
import type { Change, Expectation, Ticket, Unit } from '../plan.js';
import type { RuleName } from '../rule-names.js';
import { TOLERANCE } from '../policy.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { endOf } from './choose.js';

type Expected = readonly Pick<Expectation, 'rule' | 'answer'>[];

/** "Where there is none, its manual execution": a change that somebody makes by hand, when all is deployed. */
function byHand(name: string, does: (ticket: Ticket, at: number, unit: Unit) => Expected): Mutator {
  return {
    name: `made by hand, ${name}`,
    apply(unit, random) {
      const at = endOf(unit) + 7200;
      const ticket = cleanTicket(random, unit, random.pick(['PAY', 'WEB'] as const));
      const { approver, merger } = unit.cast;
      const decisions = ticket.decisions.map((decision) => ({ ...decision, by: approver.jira, at: ticket.createdAt + 660 }));
      Object.assign(ticket, { decisions, closedAt: at + 90_000 });
      for (const field of [PLANNED_START, PLANNED_END]) delete ticket.fields[field];
      const change: Change = { ticket, pulls: [], pushes: [], byHand: { by: merger.jira, at } };
      unit.changes.push(change);
      for (const expected of does(ticket, at, unit)) unit.expects.push({ ...expected, with: change });
      return true;
    },
  };
}

const gap = (rule: RuleName) => ({ rule, answer: 'GAP' }) as const;
const none = (rule: RuleName) => ({ rule, answer: 'NONE' }) as const;

function windowed(end: (at: number) => number, answer: 'GAP' | 'PASS') {
  return (ticket: Ticket, at: number): Expected => {
    Object.assign(ticket.fields, { [PLANNED_START]: { at: at - 9000 }, [PLANNED_END]: { at: end(at) } });
    return [{ rule: 'outside-window', answer }];
  };
}

/** Where policy gives no tolerance. */
export const noTolerance: readonly Mutator[] = [
  byHand(
    'as the window ended',
    windowed((at) => at, 'GAP'),
  ),
];

export const manual: readonly Mutator[] = [
  byHand('and approved before', () => []),
  byHand('and never approved', (ticket) => {
    ticket.decisions = [];
    return [gap('unapproved-deployment'), none('self-approval')];
  }),
  // One clock: no skew. What is of the same millisecond is after its end.
  byHand('and approved a millisecond later', (ticket, at) => {
    for (const decision of ticket.decisions) decision.at = at + 0.001;
    return [gap('post-hoc-approval'), none('self-approval')];
  }),
  byHand('and approved a millisecond before', (ticket, at) => {
    for (const decision of ticket.decisions) decision.at = at - 0.001;
    return [];
  }),
  byHand('and approved only by who made it', (ticket, _, { cast }) => {
    for (const decision of ticket.decisions) decision.by = cast.merger.jira;
    return [gap('self-approval')];
  }),
  byHand('and its request is empty', (ticket) => {
    Object.assign(ticket, { edits: [], fields: { ...ticket.fields, description: null } });
    return [gap('incomplete-request')];
  }),
  byHand(
    'as the window and its tolerance ended',
    windowed((at) => at - TOLERANCE, 'GAP'),
  ),
  byHand(
    'a millisecond before the window and its tolerance ended',
    windowed((at) => at - TOLERANCE + 0.001, 'PASS'),
  ),
];
