import type { Rollout } from './plan.js';
import { isProduction } from './policy.js';

/** Every revision is deployed to staging just before it goes to production, but where the plan says otherwise. */
export function staged(rollouts: readonly Rollout[]): Rollout[] {
  return rollouts.flatMap((rollout) => (isProduction(rollout) && rollout.staging !== 'NEVER' ? [inStaging(rollout), rollout] : [rollout]));
}

function inStaging(rollout: Rollout): Rollout {
  const end = endOf(rollout);
  const { carries: _, staging: __, reports: ___, ...rest } = rollout;
  return {
    ...rest,
    ...{ environment: 'staging', mark: false, implements: false },
    ...{ requestedAt: end - 30, startedAt: end - 25, endedAt: end },
    outcome: rollout.staging === 'FAILED' ? 'failure' : 'success',
  };
}

/** By one clock, in whole seconds. */
function endOf({ staging, requestedAt, startedAt, endedAt }: Rollout): number {
  if (staging === 'AT_ITS_START') return startedAt;
  return staging === 'AFTERWARDS' ? endedAt + 60 : requestedAt - 20;
}
