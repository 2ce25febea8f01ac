import fc from 'fast-check';
import {
  ANA,
  BEN,
  type Deployment,
  deployment,
  type Step,
  stepsFrom,
  timeOf,
  type World,
  worldOf,
} from '../../../src/sample/env0/world.js';

/** A deployment as it ended or stands, and what env zero sent while it went there. */
export interface Life {
  readonly last: Deployment;
  readonly steps: readonly Step[];
  readonly told: readonly { readonly event: string; readonly at: string; readonly then: Deployment }[];
}

const ends = fc.constantFrom(
  ...['SUCCESS', 'FAILURE', 'TIMEOUT', 'ABORTED', 'INTERNAL_FAILURE', 'CANCELLED', 'SKIPPED', 'IN_PROGRESS', 'WAITING_FOR_USER', 'QUEUED'],
);

const shape = fc.record({
  type: fc.constantFrom('deploy', 'deploy', 'destroy', 'task', 'prPlan', 'driftDetection', 'dryRun'),
  end: ends,
  at: fc.integer({ min: 1_000, max: 90_000 }),
  reviewers: fc.constantFrom([], [BEN], [BEN, ANA]),
  appliedAt: fc.option(fc.integer({ min: 30, max: 50 }), { nil: null }),
  drift: fc.constantFrom(true, false),
  comment: fc.constantFrom(null, 'PAY-12 again', '{"x":1}', '__proto__'),
  environmentId: fc.constantFrom('env-001', 'env-002'),
  skipped: fc.constantFrom(false, false, true),
});
export type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** What env zero would hold and send of a deployment of this shape. */
export function lifeOf(id: string, given: Shape): Life {
  const { type, end, at, reviewers, appliedAt } = given;
  const isOpen = ['IN_PROGRESS', 'WAITING_FOR_USER', 'QUEUED'].includes(end);
  const action = end === 'CANCELLED' ? 'cancelled' : 'approved';
  const reviewed = {
    reviewers: reviewers.map(({ user_id: userId }) => ({ userId, action })),
    reviewersUsers: reviewers.map((user) => ({ user, action })),
  };
  const own = {
    type,
    comment: given.comment,
    environmentId: given.environmentId,
    driftDetected: type === 'driftDetection' ? given.drift : null,
  };
  const begun = deployment(id, at, {
    ...own,
    status: 'IN_PROGRESS',
    finishedAt: null,
    gitMetadata: null,
    customEnv0EnvironmentVariables: null,
  });
  const finishedAt = isOpen ? null : timeOf(at + 60);
  const last = deployment(id, at, { ...own, ...reviewed, status: end, finishedAt, isSkippedApply: given.skipped && end === 'SUCCESS' });
  const apply: Partial<Step> =
    appliedAt === null || end === 'WAITING_FOR_USER'
      ? { status: 'NOT_STARTED', startedAt: null, completedAt: null }
      : { startedAt: timeOf(at + appliedAt), ...(isOpen ? { status: 'IN_PROGRESS', completedAt: null } : {}) };
  const told = [
    { event: 'com.env0.deployment.started', at: timeOf(at + 1), then: begun },
    ...(reviewers.length > 0
      ? [
          { event: 'com.env-zero.deployment.waiting-for-user', at: timeOf(at + 12), then: { ...begun, status: 'WAITING_FOR_USER' } },
          {
            event: `com.env0.deployment.${action === 'approved' ? 'resumed' : 'cancelled'}`,
            at: timeOf(at + 29),
            then: { ...begun, ...reviewed },
          },
        ]
      : []),
    ...(isOpen ? [] : [{ event: eventOf(type, end, given.drift), at: timeOf(at + 61), then: last }]),
  ];
  return { last, steps: stepsFrom(at, apply), told };
}

function eventOf(type: string, end: string, drift: boolean): string {
  if (type === 'driftDetection') return `com.env0.drift.${drift ? 'detected' : 'undetected'}`;
  return `com.env0.${type === 'destroy' ? 'destroy' : 'deploy'}.${end === 'SUCCESS' ? 'succeeded' : 'failed'}`;
}

/** Deployments of two environments, all of them different each time, with what env zero sent of each. */
export const aProject: fc.Arbitrary<{ readonly world: World; readonly lives: readonly Life[] }> = fc
  .array(shape, { minLength: 1, maxLength: 8 })
  .map((shapes) => {
    const lives = shapes.map((each, index) => lifeOf(`d${String(index)}`, each));
    const world = worldOf(lives.map(({ last }) => last));
    for (const { last, steps } of lives) world.steps.set(last.id, steps);
    return { world, lives };
  });
