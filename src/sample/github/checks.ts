import type { Account } from './account.js';

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** The app that made it; GitHub Actions where none is named. */
  readonly app?: { readonly id: number; readonly slug: string; readonly name: string };
  readonly suite?: number;
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly creator: Account | null;
  readonly createdAt: string;
}

/** Somebody's word about environments that a run waits to deploy to; GitHub tells no time of it, and no attempt. */
export interface EnvironmentReview {
  readonly run: number;
  readonly environments: readonly string[];
  readonly state: 'approved' | 'rejected';
  readonly user: Account;
  readonly comment: string;
}

/** One attempt of a workflow run; the last one of an id is what lists show. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  readonly workflow: number;
  readonly sha: string;
  readonly branch: string | null;
  readonly event: string;
  readonly status: 'queued' | 'waiting' | 'in_progress' | 'completed';
  readonly conclusion: CheckRun['conclusion'];
  readonly createdAt: string;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly actor: Account | null;
  readonly suite: number;
}
