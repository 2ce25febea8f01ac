export interface User {
  readonly id: number;
  readonly username: string;
}

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly at: string;
  /** Whose address it is; null: nobody's that GitLab knows. */
  readonly author: User | null;
}

export interface Note {
  readonly id: number;
  readonly body: string;
  readonly author: User;
  readonly system: boolean;
  readonly at: string;
}

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly description: string | null;
  readonly author: User;
  readonly source: string;
  readonly target: string;
  readonly createdAt: string;
  updatedAt: string;
  state: 'opened' | 'closed' | 'merged' | 'locked';
  mergedAt: string | null;
  closedAt: string | null;
  mergeUser: User | null;
  sha: string | null;
  mergeCommit: string | null;
  squashCommit: string | null;
  commits: readonly string[];
  notes: readonly Note[];
  versions: readonly { readonly id: number; readonly head: string; readonly at: string }[];
  states: readonly { readonly id: number; readonly user: User; readonly state: 'closed' | 'reopened' | 'merged'; readonly at: string }[];
  approvedBy: readonly { readonly user: User; readonly at: string }[];
}

export interface Push {
  readonly id: number;
  readonly author: User;
  readonly at: string;
  readonly type: 'branch' | 'tag';
  /** null: a push of many at once. */
  readonly ref: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface Deployment {
  readonly id: number;
  readonly iid: number;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly user: User;
  readonly createdAt: string;
  updatedAt: string;
  status: string;
  job: { readonly id: number; readonly startedAt: string | null; readonly finishedAt: string | null; readonly pipeline: number } | null;
  pending: number;
  approvals: readonly {
    readonly user: User;
    readonly status: 'approved' | 'rejected';
    readonly at: string;
    readonly comment: string | null;
  }[];
}

export interface Job {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly allowFailure: boolean;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly retried: boolean;
}

export interface Pipeline {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly source: string;
  readonly user: User;
  readonly createdAt: string;
  updatedAt: string;
  status: string;
  startedAt: string | null;
  finishedAt: string | null;
  jobs: readonly Job[];
}

export interface Incident {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly type: 'incident' | 'issue';
  readonly author: User;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: User | null;
}

export interface Protection {
  readonly name: string;
  readonly push: readonly Granted[];
  readonly forcePush: boolean;
  /** 30 where it is left out; a text names one person (`user:501`), group or key. */
  readonly merge?: readonly Granted[];
}

/** A role as its number, or `user:501`, `group:77`, `deploy_key:3`. */
export type Granted = number | `${'user' | 'group' | 'deploy_key'}:${number}`;

/** As `/members/all` lists them: somebody may be listed directly and through groups. */
export interface Member extends User {
  readonly role: number;
  readonly state?: 'active' | 'blocked' | 'awaiting';
}

export interface Project {
  readonly id: number;
  path: string;
  namespace: { readonly id: number; readonly path: string };
  readonly defaultBranch: string;
  readonly branches: Map<string, string>;
  readonly commits: Commit[];
  readonly files: Map<string, readonly string[]>;
  readonly pushes: Push[];
  readonly tags: { readonly name: string; readonly target: string; readonly commit: string }[];
  readonly mergeRequests: MergeRequest[];
  readonly deployments: Deployment[];
  readonly pipelines: Pipeline[];
  readonly incidents: Incident[];
  readonly releases: {
    readonly tag: string;
    readonly name: string;
    readonly author: User;
    readonly at: string;
    readonly upcoming: boolean;
  }[];
  protections: readonly Protection[];
  members?: readonly Member[];
  /** Left out: this edition has none. */
  protectedEnvironments?: readonly { readonly name: string; readonly deploy: readonly Granted[] }[];
  /** null: this edition has no approval rules. */
  approvals: { readonly required: number; readonly resetOnPush: boolean } | null;
  pipelineMustSucceed: boolean;
}

export interface World {
  readonly projects: Project[];
  /** Paths that answer 403, as GitLab does for a role that is too low. */
  readonly forbidden: RegExp[];
  /** From GitLab 17.10 on GraphQL knows a commit by its name. */
  knowsAuthors: boolean;
}
