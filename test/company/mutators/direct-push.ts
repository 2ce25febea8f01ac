import type { Mutator } from '../mutator.js';
import type { Account } from '../../../src/sample/index.js';
import { type Cast, DEPLOYER } from '../people.js';
import { chosen, lastMerge } from './choose.js';
import { ofDeployments, ofPairs } from './expect.js';

function pushedBy(name: string, who: (cast: Cast) => Account): Mutator {
  return {
    name,
    apply(unit, random) {
      const { change } = chosen(unit, random);
      change.pushes.push({ at: lastMerge(unit) + 60, by: who(unit.cast), message: '{key} Mend it at once', takes: null, aside: null });
      ofDeployments(unit, 'direct-push', 'GAP');
      return true;
    },
  };
}

/** Its commits reach main by a push of somebody, and a merge into another branch does not help. */
const mergedElsewhere: Mutator = {
  name: 'merged into another branch, and pushed to main from there',
  apply(unit, random) {
    const { change, pull } = chosen(unit, random);
    if (change !== unit.changes.at(-1)) return false;
    Object.assign(pull, { target: 'develop', method: 'merge' });
    for (const commit of pull.commits) commit.message = `{key} ${commit.message.replace('{key} ', '')}`;
    change.pushes.push({ at: pull.mergedAt + 60, by: unit.cast.merger.github, message: '', takes: pull.branch, aside: null });
    ofDeployments(unit, 'direct-push', 'GAP');
    // Whether the pull request is carried is not what this is about.
    for (const rule of ['unreviewed-code', 'post-merge-review', 'stale-review'] as const) ofPairs(unit, rule, 'ANY', pull);
    return true;
  },
};

export const directPush = [
  pushedBy('somebody pushed a commit to main', (cast) => cast.stranger.github),
  pushedBy('a service account pushed a commit to main', () => DEPLOYER),
  mergedElsewhere,
];
