import type { JiraUser } from '../../../src/sample/index.js';
import type { Mutator } from '../mutator.js';
import { ROBOT, UNLISTED } from '../people.js';
import type { Rollout, Unit } from '../plan.js';
import type { Random } from '../random.js';
import { chosen } from './choose.js';
import { implementing } from './expect.js';

interface Given {
  readonly starts: Rollout['creator'];
  readonly closes: JiraUser;
}

/** One starts its deployments, and one closes its ticket; what follows from that the plan itself says. */
function closed(name: string, who: (unit: Unit, random: Random) => Given): Mutator {
  return {
    name: `closed ${name}`,
    apply(unit, random) {
      const { ticket } = chosen(unit, random);
      if (unit.changes.length !== 1 || ticket.closedAt === null) return false;
      const { starts, closes } = who(unit, random);
      for (const rollout of implementing(unit)) rollout.creator = starts;
      ticket.closedBy = closes;
      return true;
    },
  };
}

export const unverifiedOutcome: readonly Mutator[] = [
  closed('by who started its deployment', ({ cast }) => ({ starts: cast.stranger.github, closes: cast.stranger.jira })),
  closed('by somebody else than who started its deployment', ({ cast }) => ({ starts: cast.stranger.github, closes: cast.merger.jira })),
  closed('by a service account', ({ cast }) => ({ starts: cast.stranger.github, closes: ROBOT })),
  closed('by somebody of whom nobody knows whether he started its deployment', (_, random) => {
    const [one, other] = random.shuffled(UNLISTED);
    if (one === undefined || other === undefined) throw new Error('Two people are on no list.');
    return { starts: one.github, closes: other.jira };
  }),
];
