import type { Mutator } from '../mutator.js';
import type { Decision } from '../plan.js';
import type { Random } from '../random.js';
import { expectByDecisions } from './authorised.js';
import { chosen, endOf, startOf } from './choose.js';

const onlyRejected: Mutator = {
  name: 'rejected, and deployed',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    for (const decision of ticket.decisions) decision.said = 'REJECTED';
    expectByDecisions(unit, change);
    return true;
  },
};

type Times = (first: number, start: number, end: number, random: Random) => readonly Pick<Decision, 'at' | 'said'>[];

/** Several decisions of one request; in OPS each would be a request of its own. */
function decisions(name: string, times: Times): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const [decision] = ticket.decisions;
      if (ticket.project === 'OPS' || decision === undefined) return false;
      const all = times(ticket.createdAt + 660, startOf(unit), endOf(unit), random);
      ticket.decisions = all.map((one) => ({ ...decision, ...one }));
      const latest = Math.max(...all.map(({ at }) => at));
      if (ticket.closedAt !== null && ticket.closedAt <= latest) ticket.closedAt = latest + 600;
      expectByDecisions(unit, change);
      return true;
    },
  };
}

const said = (at: number, what: Decision['said']) => ({ at, said: what });

export const deployedDespiteRejection = [
  onlyRejected,
  decisions('approved, and put off before the start', (first) => [said(first, 'APPROVED'), said(first + 300, 'DEFERRED')]),
  decisions('approved, and asked back before the start', (first) => [said(first, 'APPROVED'), said(first + 300, 'INFO_REQUESTED')]),
  decisions('approved, and rejected before the start', (first) => [said(first, 'APPROVED'), said(first + 300, 'REJECTED')]),
  decisions('approved, and rejected in the second of the start', (first, start) => [said(first, 'APPROVED'), said(start, 'REJECTED')]),
  decisions('approved, rejected and approved again before the start', (first) => [
    said(first, 'APPROVED'),
    said(first + 300, 'REJECTED'),
    said(first + 600, 'APPROVED'),
  ]),
  decisions('approved, and rejected when all was done', (first, _start, end) => [said(first, 'APPROVED'), said(end + 90, 'REJECTED')]),
  decisions('approved, withdrawn, and approved again in the second of the start', (first, start) => [
    said(first, 'APPROVED'),
    said(first + 300, 'REVOKED'),
    said(start, 'APPROVED'),
  ]),
];
