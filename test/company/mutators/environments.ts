import { rolloutAt } from '../clean.js';
import type { Mutator } from '../mutator.js';
import { DEPLOYER } from '../people.js';
import { endOf } from './choose.js';
import { ofDeployments } from './expect.js';

/** Those whose subject is a deployment; an implementation is a production deployment, and this is none as far as anybody knows. */
const RULES = [
  ...(['direct-push', 'unreviewed-code', 'post-merge-review', 'stale-review'] as const),
  ...(['untraceable-deployment', 'untracked-commits', 'freeze-violation', 'skipped-stage'] as const),
  ...(['failed-checks-overridden', 'untested-deployment', 'off-branch-deployment', 'unknown-artifact', 'control-weakened'] as const),
];

/** "With neither it is unknown: every deployment rule answers INDETERMINATE". */
const unknownEnvironment: Mutator = {
  name: 'deployed to an environment that neither policy nor GitHub calls production',
  apply(unit, random) {
    const rollout = rolloutAt(random, 'canary', endOf(unit) + 300, DEPLOYER);
    unit.rollouts.push({ ...rollout, implements: false });
    for (const rule of RULES) ofDeployments(unit, rule, 'INDETERMINATE', unit.rollouts.slice(-1));
    return true;
  },
};

export const environments = [unknownEnvironment];
