import type { Instant, Interval } from '#contract';
import type { PolicyInForce, Truth } from '../correlate/index.js';
import type { ScopedCoverage } from './case.js';

/** A commit that was forced away from a release branch once. */
export interface ForcedAway {
  readonly sha: string;
  /** Production deployments that brought it, or were of it. */
  readonly deployments: readonly string[];
  /** Numbers of the pull requests that were merged as it into a release branch. */
  readonly mergedFrom: readonly number[];
  readonly branch: string;
  /** When it was forced away last; null: the platform does not say. */
  readonly at: Interval | null;
  /** Whether it stands on a release branch now. */
  readonly isThere: Truth;
  readonly events: readonly number[];
}

/** A repository whose release branches were forced to something else. */
export interface HistoryCase {
  /** `repository:…` */
  readonly repository: string;
  readonly repositoryName: string;
  readonly releaseBranches: readonly string[];
  readonly inForce: PolicyInForce;
  /** Those alone that were deployed, or merged into a release branch. */
  readonly commits: readonly ForcedAway[];
  /** How far the branches of the repository were read. */
  readonly branches: ScopedCoverage;
  /** The judge's clock. */
  readonly at: Instant;
}
