import { TAKEN_BACK } from '../answers/unrecorded-backout.js';
import type { Mutator } from '../mutator.js';
import type { Ticket, Unit } from '../plan.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { chosen, endOf } from './choose.js';
import { implementing } from './expect.js';
import { rolledBack } from './rollbacks.js';
import { changeOfItsOwn, secondRelease } from './second-release.js';

/** Another change reverts it; what follows from that, and from what its ticket says of it, the plan itself says. */
function reverted(name: string, says: (ticket: Ticket, unit: Unit) => void): Mutator {
  return {
    name: `reverted by another change, ${name}`,
    apply(unit, random) {
      const { ticket, pull } = chosen(unit, random);
      if (ticket.closedAt === null) return false;
      // One commit, which one revert undoes.
      pull.method = 'squash';
      secondRelease(unit, random, (release) => {
        const [commit] = release.pull.commits;
        const { pull: own } = release;
        Object.assign(own, {
          reverts: pull,
          method: random.pick(['merge', 'rebase'] as const),
          commits: commit ? [commit] : [],
          title: '{key} Take it back',
        });
        return changeOfItsOwn(unit, random, release);
      });
      says(ticket, unit);
      return true;
    },
  };
}

function saidLater(ticket: Ticket, at: number): void {
  ticket.moves = [{ at, by: ticket.creator, to: 'Archived', resolution: TAKEN_BACK }];
}

/** Back and forth, and in between its ticket says that it was taken back. */
const saidMeanwhile: Mutator = {
  name: 'rolled back, which its ticket said, and deployed again',
  apply(unit, random) {
    if (unit.changes.length !== 1 || !rolledBack.apply(unit, random)) return false;
    const { ticket } = chosen(unit, random);
    const back = unit.rollouts.findLast(({ revision }) => revision === 'before');
    const at = endOf(unit);
    if (back === undefined) return false;
    ticket.moves = [{ at: back.startedAt + 63, by: ticket.creator, to: 'In Progress', resolution: TAKEN_BACK }];
    ticket.closedAt = at + 600;
    return true;
  },
};

/** Which of the two was the last nobody knows. */
const oneOfTwins: Mutator = {
  name: 'deployed twice in one second, and one of the two failed',
  apply(unit) {
    const [rollout, more] = implementing(unit);
    if (rollout === undefined || more !== undefined) return false;
    unit.rollouts.push({ ...rollout, outcome: 'failure' });
    return true;
  },
};

export const takenBack: readonly Mutator[] = [
  reverted('of which its ticket does not say a word', () => undefined),
  reverted('and its ticket said so afterwards', (ticket, unit) => saidLater(ticket, endOf(unit) + 600)),
  saidMeanwhile,
  oneOfTwins,
];

/** In the last days, so that nothing is deployed on top of it. */
export const freshlyFailed: readonly Mutator[] = [
  {
    name: 'deployed these days, and the last deployment of it failed',
    apply(unit) {
      const last = implementing(unit).at(-1);
      if (last === undefined) return false;
      for (const { ticket } of unit.changes) for (const field of [PLANNED_START, PLANNED_END]) delete ticket?.fields[field];
      last.outcome = 'failure';
      return true;
    },
  },
];
