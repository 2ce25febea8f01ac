import { rolloutAt } from '../clean.js';
import type { Mutator } from '../mutator.js';
import { DEPLOYER } from '../people.js';
import type { Pull, Rollout, Unit } from '../plan.js';
import { PLANNED_END, PLANNED_START } from '../site.js';
import { chosen, endOf, quickPull } from './choose.js';

// What looks like a violation and is none: nothing follows from it.

function says(name: string, does: (pull: Pull) => void): Mutator {
  return {
    name,
    apply(unit, random) {
      does(chosen(unit, random).pull);
      return true;
    },
  };
}

function again(name: string, environment: (unit: Unit) => string, given: Partial<Rollout>): Mutator {
  return {
    name,
    apply(unit, random) {
      const rollout = rolloutAt(random, environment(unit), endOf(unit) + 120, DEPLOYER);
      unit.rollouts.push({ ...rollout, implements: false, ...given });
      return true;
    },
  };
}

const production = ({ rollouts }: Unit) => rollouts.find((one) => one.implements)?.environment ?? 'production';

/** It carries what the next one carries again. */
const failedFirst: Mutator = {
  name: 'the deployment failed, and was made again',
  apply(unit, random) {
    const first = unit.rollouts.find((one) => one.implements);
    if (unit.rollouts.at(-1) !== first || first === undefined) return false;
    for (const { ticket } of unit.changes) for (const field of [PLANNED_START, PLANNED_END]) delete ticket?.fields[field];
    first.outcome = 'failure';
    unit.rollouts.push(rolloutAt(random, first.environment, first.endedAt + 120, DEPLOYER));
    return true;
  },
};

/** Both in one range: nothing of it is carried, and nobody need have approved it. */
const revertPair: Mutator = {
  name: 'a pull request and its revert in one range',
  apply(unit, random) {
    const { change } = chosen(unit, random);
    const pull = quickPull(unit, random, '{key} Try something');
    const [commit] = pull.commits;
    const [review] = pull.reviews;
    if (commit === undefined || review === undefined) return false;
    const later = pull.mergedAt + 30;
    const revert: Pull = {
      ...pull,
      title: 'Revert "{key} Try something"',
      branch: `revert-of-${later}`,
      commits: [{ ...commit, pushedAt: later }],
      openedAt: later + 30,
      reviews: [{ ...review, at: later + 60 }],
      mergedAt: later + 90,
      reverts: pull,
    };
    change.pulls.push(pull, revert);
    return true;
  },
};

export const lookAlikes = [
  says('UTF-8 stands in a title', (pull) => void (pull.title = `${pull.title} in UTF-8, with SHA-256`)),
  says('CVE-2024-1 stands in a subject', (pull) => {
    const [commit] = pull.commits;
    if (commit) commit.message += ' for CVE-2024-1';
  }),
  says('another ticket stands in a body', (pull) => void (pull.body = 'Similar to PAY-1, OPS-1 and WEB-1.')),
  again('deployed again as it was', production, {}),
  again('deployed to staging once more', () => 'staging', {}),
  again('a second deployment of the same revision failed', production, { outcome: 'failure' }),
  failedFirst,
  revertPair,
  says('it came from a fork', (pull) => void (pull.isFork = true)),
];
