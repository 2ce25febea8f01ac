import type { Interval } from '#contract';
import type { PullRequestFacts } from './facts.js';
import type { CheckFacts } from './record/record-facts.js';

/** What was demanded of a branch when it was read. */
export interface ProtectionFacts {
  readonly branch: string;
  /** (the last complete reading without it, the first with it]. */
  readonly at: Interval;
  /** Whether anything protects it. */
  readonly isProtected: boolean;
  /** So many approving reviews; 0: none is demanded. */
  readonly reviews: number;
  /** The checks that must succeed, by name. */
  readonly checks: readonly string[];
  readonly seq: number;
}

/** What is known of a deployed revision by itself, whatever else the deployment carries. */
export interface RevisionFacts {
  /** Pull requests that were merged as it. */
  readonly mergedAs: readonly PullRequestFacts[];
  /** Checks of it, and of the heads that were merged as it, of those whose word counts. */
  readonly checks: readonly CheckFacts[];
  /** Readings of the branches that they were merged into, the oldest first. */
  readonly protections: readonly ProtectionFacts[];
}

export const NO_REVISION: RevisionFacts = { mergedAs: [], checks: [], protections: [] };

/** An artifact that a deployment, or another report of it, names by its digest. */
export interface ArtifactNamed {
  /** `artifact:sha256:…` */
  readonly artifact: string;
  /** Somebody whose word counts says from what, or by which build, it was made. */
  readonly isBuilt: boolean;
  /** Sources that say so, and whose word does not count. */
  readonly distrusted: readonly string[];
  /** Of what is said of it. */
  readonly events: readonly number[];
}

/** What the reports of one deployment name beside its revision. */
export interface NamedFacts {
  readonly artifacts: readonly ArtifactNamed[];
  /** Tags by which they name an artifact. */
  readonly tags: readonly string[];
  /** Versions of the configuration that they say was applied; a commit of manifests is one. */
  readonly configurations: readonly string[];
  /** By what it was started: HAND, MERGE or SCHEDULE. */
  readonly triggers: readonly string[];
  /** It may be a report of these other deployments, whose word would then be its own. */
  readonly perhaps: readonly string[];
}

export const NOTHING_NAMED: NamedFacts = { artifacts: [], tags: [], configurations: [], triggers: [], perhaps: [] };
