import fc from 'fast-check';
import type { DeploymentState, ReviewState } from '../../src/sample/index.js';

/** What happens next in a repository. Numbers choose among what there is (modulo), so that every plan can be played. */
export type Step = { readonly repository: number; readonly who: number; readonly afterS: number } & (
  | {
      readonly does: 'push' | 'open' | 'synchronize' | 'dismiss' | 'close' | 'retitle' | 'release';
      readonly which: number;
      readonly commits: number;
    }
  | { readonly does: 'review'; readonly which: number; readonly state: ReviewState }
  | { readonly does: 'merge'; readonly which: number; readonly method: 'merge' | 'squash' | 'rebase' }
  | {
      readonly does: 'deploy';
      readonly back: number;
      readonly environment: string;
      readonly end: DeploymentState | null;
      readonly lastsS: number;
    }
);

const which = fc.nat(7);
// Mostly one repository and people whom the platform knows: else every world is many small ones of which nothing is known.
const common = {
  repository: fc.constantFrom(0, 0, 0, 0, 1),
  who: fc.constantFrom(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4),
  afterS: fc.integer({ min: 1, max: 900 }),
};

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ ...common, does: fc.constant('push' as const), which, commits: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 3, arbitrary: fc.record({ ...common, does: fc.constant('open' as const), which, commits: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      does: fc.constantFrom('synchronize' as const, 'dismiss' as const, 'close' as const, 'retitle' as const, 'release' as const),
      which,
      commits: fc.constant(1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...common,
      does: fc.constant('review' as const),
      which,
      state: fc.constantFrom<ReviewState>('APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...common,
      does: fc.constant('merge' as const),
      which,
      method: fc.constantFrom('merge' as const, 'squash' as const, 'rebase' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      ...common,
      does: fc.constant('deploy' as const),
      // Mostly what is newest; sometimes what was there before, or the same again.
      back: fc.constantFrom(0, 0, 0, 0, 1, 2, 5),
      environment: fc.constantFrom('production', 'production', 'production', 'production', 'production', 'live', 'staging', 'qa'),
      end: fc.constantFrom<DeploymentState | null>('success', 'success', 'success', 'failure', 'error', null),
      lastsS: fc.constantFrom(0, 5, 60, 1200),
    }),
  },
);

export interface Plan {
  readonly steps: readonly Step[];
  /** Before these steps the other hub polls. */
  readonly pollsBefore: readonly number[];
  /** Which of the webhooks never come: one for each draw, modulo ten. */
  readonly losesBelow: number;
  /** Decides the order of what comes, which of it comes twice, and how much of it at a time. */
  readonly seed: number;
}

export const aPlan: fc.Arbitrary<Plan> = fc.record({
  steps: fc.array(step, { minLength: 15, maxLength: 40, size: 'max' }),
  pollsBefore: fc.array(fc.nat(30), { maxLength: 2 }),
  losesBelow: fc.constantFrom(0, 2, 5, 10),
  seed: fc.nat(1_000_000),
});
