import { rolloutAt } from '../clean.js';
import { thisSecond } from '../times.js';
import type { Mutator } from '../mutator.js';
import { DEPLOYER } from '../people.js';
import { chosen } from './choose.js';
import { implementing, ofDeployments } from './expect.js';

const OPEN = [
  ...(['direct-push', 'unreviewed-code', 'post-merge-review', 'stale-review', 'untracked-commits'] as const),
  ...(['unapproved-deployment', 'post-hoc-approval', 'deployed-despite-rejection', 'incomplete-approval'] as const),
  ...(['evidence-removed', 'blind-spot'] as const),
  ...(['failed-checks-overridden', 'off-branch-deployment', 'unknown-artifact', 'untraceable-deployment', 'self-approval'] as const),
];

/** What was read since may not show that it stands on a release branch, nor that another report of it names an image. It fails. */
export const unreadHotfix: Mutator = {
  name: 'after the last reading a hotfix that names no ticket was deployed, by a tag',
  apply(unit, random) {
    const { change } = chosen(unit, random);
    const environment = implementing(unit).at(-1)?.environment ?? 'production';
    const at = thisSecond() + 7200;
    const branch = `hotfix-${at}`;
    change.pushes.push({ at, by: unit.cast.merger.github, message: 'Mend it at once', takes: null, aside: branch });
    const rollout = { ...rolloutAt(random, environment, at + 60, DEPLOYER), outcome: 'failure', implements: false } as const;
    unit.rollouts.push({ ...rollout, revision: { branch }, reports: { image: 'TAG' } });
    for (const rule of OPEN) ofDeployments(unit, rule, 'INDETERMINATE', unit.rollouts.slice(-1));
    return true;
  },
};
