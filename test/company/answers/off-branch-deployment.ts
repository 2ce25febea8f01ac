import type { Rollout } from '../plan.js';
import { isProduction } from '../policy.js';
import type { Answering } from './moment.js';

/** "`D`'s revision is not reachable from the service's release branches": of a branch that nobody merges, or nowhere. */
export const offBranchDeployment: Answering = (unit) =>
  unit.rollouts
    .filter((one) => isProduction(one) && isAside(one))
    .map((rollout) => ({ rule: 'off-branch-deployment', answer: 'GAP', rollout }));

function isAside({ revision }: Rollout): boolean {
  if (typeof revision === 'string') return revision === 'unknown';
  return 'branch' in revision || isAside(revision.of);
}
