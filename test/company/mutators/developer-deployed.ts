import type { Account } from '../../../src/sample/index.js';
import type { Reported } from '../beside.js';
import type { Mutator } from '../mutator.js';
import { DEPLOYER } from '../people.js';
import type { Unit } from '../plan.js';
import { type Chosen, chosen, personOf } from './choose.js';
import { implementing, ofPairs } from './expect.js';

/** Somebody starts all deployments of a unit; whether he wrote what they bring the plan itself says. */
function startedBy(name: string, who: (one: Chosen, unit: Unit) => Account, trigger?: Reported['trigger']): Mutator {
  return {
    name: `started by ${name}`,
    apply(unit, random) {
      const one = chosen(unit, random);
      const creator = who(one, unit);
      for (const rollout of implementing(unit)) Object.assign(rollout, { creator, ...(trigger ? { reports: { trigger } } : {}) });
      if (one.pull.reviews.length === 0) ofPairs(unit, 'unreviewed-code', 'GAP', one.pull);
      if (one.pull.commits.every(({ author }) => author !== null)) return true;
      ofPairs(unit, 'unreviewed-code', 'INDETERMINATE', one.pull);
      ofPairs(unit, 'self-approval', 'INDETERMINATE', one.change);
      return true;
    },
  };
}

const lastOf = ({ pull: { commits } }: Chosen) => {
  const last = commits.at(-1);
  if (last === undefined) throw new Error('A clean pull request has a commit.');
  return last;
};

function unresolved(one: Chosen): void {
  lastOf(one).author = null;
}

const author = (one: Chosen) => lastOf(one).author ?? DEPLOYER;

function unreviewed(one: Chosen): Account {
  one.pull.reviews = [];
  return author(one);
}

export const developerDeployed: readonly Mutator[] = [
  startedBy('an author of what they bring, or by a merge', author),
  startedBy('an author of what they bring, which nobody reviewed', unreviewed),
  startedBy('an author of what they bring by hand, says a build', author, 'HAND'),
  startedBy('an author of what they bring by the merge, says a build', author, 'MERGE'),
  startedBy('an author of what they bring by the merge, which nobody reviewed', unreviewed, 'MERGE'),
  startedBy('the clock in the name of an author, says a build', author, 'SCHEDULE'),
  startedBy('who opened what they bring', ({ pull }) => pull.opener, 'HAND'),
  startedBy('an author of what they bring, with his other account', (one) => personOf(lastOf(one).author).second, 'HAND'),
  startedBy('who reviewed what they bring', (_, { cast }) => cast.reviewer.github, 'HAND'),
  startedBy('a service account', () => DEPLOYER, 'HAND'),
  startedBy('who pushed what another one wrote', (one, { cast }) => (lastOf(one).pusher = cast.stranger.github), 'HAND'),
  startedBy(
    'somebody of whom nobody knows whether he wrote what they bring',
    (one, { cast }) => {
      unresolved(one);
      return cast.stranger.github;
    },
    'HAND',
  ),
  startedBy(
    'who opened what they bring, and who else wrote it nobody knows',
    (one) => {
      unresolved(one);
      return one.pull.opener;
    },
    'HAND',
  ),
  startedBy('a service account, and who wrote what they bring nobody knows', (one) => {
    unresolved(one);
    return DEPLOYER;
  }),
];
