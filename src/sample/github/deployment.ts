import type { Account } from './account.js';

export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly environment: string;
  readonly description: string;
  readonly creator: Account | null;
  readonly createdAt: string;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly productionEnvironment: boolean;
  readonly transientEnvironment: boolean;
  readonly description: string | null;
  readonly creator: Account | null;
  readonly createdAt: string;
  /** What its creator sent along. */
  readonly payload?: unknown;
  /** The workflow run that made it; left out: none did. */
  readonly run?: number;
  /** In the order in which they came. */
  readonly statuses: DeploymentStatus[];
}
