import type { Interval } from '#contract';

/** What is known of one deployment, gathered from its events in whatever order they came. */
export interface DeploymentFacts {
  readonly deployment: string;
  readonly source: string;
  readonly repository: string | null;
  readonly environment: string | null;
  readonly sha: string | null;
  readonly gitRef: string | null;
  readonly productionMark: boolean | null;
  readonly creator: string | null;
  readonly requested: Interval | null;
  readonly requestedSeq: number | null;
  readonly statuses: readonly StatusFact[];
}

export interface StatusFact {
  /** The tool's own id: orders statuses inside one source. */
  readonly status: string;
  readonly kind: 'STARTED' | 'FINISHED';
  readonly outcome: 'SUCCEEDED' | 'FAILED' | null;
  readonly environment: string | null;
  readonly at: Interval;
  readonly seq: number;
}

export interface PullRequestFacts {
  readonly pullRequest: string;
  readonly repository: string | null;
  readonly number: number | null;
  readonly opener: string | null;
  readonly openedSeq: number | null;
  readonly mergeCommit: string | null;
  readonly mergeBase: string | null;
  readonly mergeHead: string | null;
  readonly merged: Interval | null;
  readonly mergedSeq: number | null;
  /** Heads as seen, each with the platform's list of commits where it gave one. */
  readonly heads: readonly PullRequestHead[];
  readonly reviews: readonly ReviewFacts[];
  /** Who pushed which of its heads and commits, from where. */
  readonly pushes: readonly PushFacts[];
}

export interface PushFacts {
  readonly sha: string;
  /** Where the branch stood before, as the platform says; empty or zeros where it was nowhere. */
  readonly before: string;
  readonly pusher: string;
}

export interface PullRequestHead {
  readonly head: string;
  readonly commits: readonly string[] | null;
  /** The platform's list was shorter than the commits it counts. */
  readonly cut: boolean;
}

export interface ReviewFacts {
  readonly review: string;
  readonly reviewer: string | null;
  readonly service: boolean;
  readonly state: string | null;
  readonly commit: string | null;
  readonly submitted: Interval | null;
  readonly submittedSeq: number | null;
}

export interface CommitFacts {
  readonly sha: string;
  readonly seq: number;
  readonly authors: readonly string[];
  readonly unresolvedAuthor: boolean;
  readonly associated: readonly string[];
}
