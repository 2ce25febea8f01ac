import type { Instant, Interval, Json } from '#contract';

/** A branch as it was read, or a rule for branches that was changed. */
export interface ProtectionFact {
  readonly repository: string;
  /** Whose words the settings are: `github`. */
  readonly tool: string;
  /** Of a reading; null of a change. */
  readonly branch: string | null;
  /** The rule that was changed; null of a reading. */
  readonly rule: string | null;
  readonly said: { readonly [key: string]: Json };
  /** Of a dated fact its time; of a change without one up to when it was told; of a reading (the last one without it, this one]. */
  readonly at: Interval;
  readonly recordedAt: Instant;
  readonly seq: number;
}

/** A commit at which a branch was left by a push. */
export interface BranchPush {
  readonly sha: string;
  readonly branch: string;
  /** Null where the tool gave no time. */
  readonly at: Interval | null;
  readonly seq: number;
}

/** That somebody went around a guard with this thing. */
export interface BypassFact {
  readonly about: string;
  readonly guard: string;
  readonly source: string;
  readonly seq: number;
}

/** What protected the branches that a deployment came from, and what passed them. */
export interface ProtectionAround {
  readonly facts: readonly ProtectionFact[];
  readonly defaultBranch: string | null;
  /** Pushes that left a branch at a carried commit. */
  readonly pushes: readonly BranchPush[];
  /** Of the deployment, its carried commits and their pull requests. */
  readonly bypasses: readonly BypassFact[];
}
