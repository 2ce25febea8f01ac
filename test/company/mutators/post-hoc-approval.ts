import type { Mutator } from '../mutator.js';
import type { Random } from '../random.js';
import { expectByDecisions } from './authorised.js';
import { chosen, endOf, startOf } from './choose.js';
import { implementing } from './expect.js';

/** Moves the approval to a time that is told the start of the first or the last production deployment. */
function approvedAt(name: string, time: (start: number, random: Random) => number): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change, ticket } = chosen(unit, random);
      const [decision] = ticket.decisions;
      if (decision === undefined) return false;
      decision.at = time(random.pick(implementing(unit)).startedAt, random);
      expectByDecisions(unit, change);
      return true;
    },
  };
}

const rejectedFirst: Mutator = {
  name: 'rejected before the start and approved after it',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (ticket.project === 'OPS' || decision === undefined) return false;
    ticket.decisions = [
      { ...decision, said: 'REJECTED' },
      { ...decision, at: Math.max(decision.at, endOf(unit)) + random.int(2, 50) * 60 },
    ];
    expectByDecisions(unit, change);
    return true;
  },
};

const approvedLongAfter: Mutator = {
  name: 'approved long after the start',
  apply(unit, random) {
    const { change, ticket } = chosen(unit, random);
    const [decision] = ticket.decisions;
    if (decision === undefined) return false;
    decision.at = startOf(unit) + random.int(2, 400) * 60;
    expectByDecisions(unit, change);
    return true;
  },
};

export const postHocApproval = [
  approvedLongAfter,
  approvedAt('approved 61.001 s after the start, which is just after it', (start) => start + 61.001),
  approvedAt('approved 61 s after the start, which is 60 s after the end of its second', (start) => start + 61),
  approvedAt('approved in the second of the start', (start) => start),
  approvedAt('approved 60.001 s before the start, which two clocks do not tell apart', (start) => start - 60.001),
  approvedAt('approved 60.002 s before the start, which is just before it', (start) => start - 60.002),
  rejectedFirst,
];
