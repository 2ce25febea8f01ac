import type { Account } from './account.js';
import type { CheckRun, CommitStatus, EnvironmentReview, WorkflowRun } from './checks.js';
import type { Deployment } from './deployment.js';
import type { Collaborator, Environment, RepositoryHook, RuleSuite } from './guards.js';
import type { Permission } from './permission.js';
import type { Protection, Ruleset } from './protection.js';
import type { Alert, Attestation } from './security.js';

/** A file that a commit has otherwise than every one of its parents. */
export interface CommitFile {
  readonly path: string;
  readonly status?: 'added' | 'modified' | 'removed';
  /** What it was called before: then it was renamed. */
  readonly from?: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly authoredAt: string;
  readonly committedAt: string;
  readonly author: Account | null;
  readonly committer: Account | null;
  /** What GitHub finds of its signature (`VALID`, `UNVERIFIED_EMAIL` …); left out: it is not signed. */
  signature?: string;
  /** Numbers of the pull requests that the platform associates with it. */
  readonly pulls: readonly number[];
  /** Left out: what it changes is not known, and nobody is told. */
  readonly files?: readonly CommitFile[];
}

export interface Tag {
  readonly name: string;
  /** The tag object when annotated, else the commit. */
  readonly object: string;
  readonly commit: string;
  readonly annotated: boolean;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  readonly id: number;
  readonly author: Account | null;
  state: ReviewState;
  readonly body: string;
  readonly commit: string;
  readonly submittedAt: string | null;
}

interface Occurrence {
  readonly id: number;
  readonly createdAt: string;
  readonly actor: Account | null;
}
export type TimelineEvent = Occurrence &
  (
    | {
        readonly kind: 'ReviewDismissedEvent';
        readonly review: number;
        readonly previousReviewState: ReviewState;
        readonly message: string | null;
      }
    | { readonly kind: 'ReopenedEvent' | 'ClosedEvent' }
    | { readonly kind: 'MergedEvent'; readonly commit: string; readonly mergeRefName: string }
    | { readonly kind: 'RenamedTitleEvent'; readonly previousTitle: string; readonly currentTitle: string }
    | { readonly kind: 'BaseRefChangedEvent'; readonly previousRefName: string; readonly currentRefName: string }
    | { readonly kind: 'HeadRefForcePushedEvent'; readonly before: string; readonly after: string }
  );

export interface Pull {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  draft: boolean;
  readonly author: Account | null;
  base: { ref: string; sha: string };
  head: { ref: string; sha: string };
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedAt: string | null;
  mergedBy: Account | null;
  mergeCommit: string | null;
  /** Shas of the commits of its branch, oldest first. */
  commits: string[];
  readonly reviews: Review[];
  readonly timeline: TimelineEvent[];
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly targetCommitish: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly author: Account | null;
  readonly createdAt: string;
  readonly publishedAt: string | null;
  /** Digests (`sha256:…`) of its assets. */
  readonly assets?: readonly string[];
}

export type ActivityType = 'push' | 'force_push' | 'branch_creation' | 'branch_deletion' | 'pr_merge' | 'merge_queue_merge';

export interface Activity {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly timestamp: string;
  readonly type: ActivityType;
  readonly actor: Account | null;
}

export interface Repository {
  readonly id: number;
  owner: Account;
  name: string;
  /** `owner/name` that it bore before; they redirect until another repository takes them. */
  readonly formerNames: string[];
  defaultBranch: string;
  readonly createdAt: string;
  pushedAt: string;
  readonly branches: Map<string, string>;
  readonly tags: Tag[];
  readonly commits: Commit[];
  readonly pulls: Pull[];
  readonly deployments: Deployment[];
  readonly releases: Release[];
  readonly activity: Activity[];
  readonly checkRuns: CheckRun[];
  readonly statuses: CommitStatus[];
  readonly workflowRuns: WorkflowRun[];
  /** Of environments that a run waited for, oldest first. */
  readonly environmentReviews: EnvironmentReview[];
  /** By branch. */
  readonly protections: Map<string, Protection>;
  readonly rulesets: Ruleset[];
  readonly environments: Environment[];
  readonly ruleSuites: RuleSuite[];
  readonly collaborators: Collaborator[];
  readonly alerts: Alert[];
  readonly attestations: Attestation[];
  readonly hooks: RepositoryHook[];
}

/** All that a stand-in knows: plain data, read anew at each request. Lists grow at the end; ids and shas never change. */
export interface World {
  readonly repositories: Repository[];
  readonly denied: Set<Permission>;
}

export const NO_COMMIT = '0'.repeat(40);

export function fullName(repository: Repository): string {
  return `${repository.owner.login}/${repository.name}`;
}

/** A repository with nothing in it but what `given` brings. */
export function emptyRepository(given: Pick<Repository, 'id' | 'owner' | 'name'> & Partial<Repository>): Repository {
  return {
    formerNames: [],
    defaultBranch: 'main',
    createdAt: '2020-01-01T00:00:00Z',
    pushedAt: '2020-01-01T00:00:00Z',
    branches: new Map(),
    tags: [],
    commits: [],
    pulls: [],
    deployments: [],
    releases: [],
    activity: [],
    checkRuns: [],
    statuses: [],
    workflowRuns: [],
    environmentReviews: [],
    protections: new Map(),
    rulesets: [],
    environments: [],
    ruleSuites: [],
    collaborators: [],
    alerts: [],
    attestations: [],
    hooks: [],
    ...given,
  };
}

export function worldOf(repositories: Repository[], denied: Iterable<Permission> = []): World {
  return { repositories, denied: new Set(denied) };
}
