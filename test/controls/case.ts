import { type Instant, type Policy, plusMs, type Verdict } from '#contract';
import { type CoverageFact, type DeploymentCase, judge } from '../../src/controls/index.js';
import {
  broughtIn,
  type CommitEdges,
  type CommitFacts,
  type Contents,
  type PullRequestFacts,
  type Standing,
} from '../../src/correlate/index.js';
import { commitsOf, REPOSITORY } from '../correlate/code.js';
import { historyOf, sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';

export const DEPLOYMENT = 'deployment:a:1';
const COLLECTIONS = ['pull_requests', 'reviews', 'commits', 'branches', 'deployments'];

/** The first moment to which everything must have been read: the end of the start, and the skew of a minute. */
export const COVERED: Instant = plusMs(second(101), 60_000);

export interface Plan {
  readonly edges: readonly CommitEdges[];
  readonly carries: readonly number[];
  readonly pulls?: readonly PullRequestFacts[];
  readonly commits?: readonly CommitFacts[];
  /** What stood on a release branch; everything without it. */
  readonly released?: readonly number[];
  readonly releaseBranches?: readonly string[] | null;
  readonly undecided?: readonly string[];
  readonly coverage?: Readonly<Record<string, CoverageFact | null>>;
  readonly standing?: Standing;
  readonly policy?: Partial<Policy>;
}

export function upTo(moment: Instant, state: CoverageFact['state'] = 'COMPLETE', reason: string | null = null): CoverageFact {
  return { state, upTo: moment, reason };
}

function coverageOf(given: Plan['coverage'] = {}): ReadonlyMap<string, CoverageFact> {
  const all = COLLECTIONS.map((name): [string, CoverageFact | null] => [name, name in given ? given[name]! : upTo(COVERED)]);
  return new Map(all.filter((one): one is [string, CoverageFact] => one[1] !== null));
}

function policyOf(part: Partial<Policy> = {}): Policy {
  const base = { environments: {}, releaseBranches: {}, baselines: {} };
  return { ...base, version: 'p1', clockSkewMs: 60_000, settleMs: 0, approvingReviews: 1, ...part };
}

/** A production deployment that started at second 100 and of which everything was read, but for what the plan says. */
export function caseOf(plan: Plan): DeploymentCase {
  const { edges, pulls = [], commits = [], undecided = [], releaseBranches = ['main'], released = null, standing = 'PRODUCTION' } = plan;
  const history = historyOf(edges);
  const carries = plan.carries.map(sha);
  const contents: Contents = { relation: 'FORWARD', base: null, baseSha: null, carries, takesOut: [], undecided, unread: [] };
  const reached = released && new Set(released.map(sha));
  return {
    deployment: DEPLOYMENT,
    environment: 'live',
    repository: REPOSITORY,
    repositoryName: 'acme/pay',
    standing,
    start: span(100),
    events: [1, 2],
    inForce: { policy: policyOf(plan.policy), beforePolicy: false },
    contents,
    commits: commitsOf(...commits),
    pulls: new Map(pulls.map((pull) => [pull.pullRequest, pull])),
    broughtIn: broughtIn({ carries, repository: REPOSITORY, pulls, commits: commitsOf(...commits), history }),
    releaseBranches,
    reachedRelease: (id) => releaseBranches !== null && (reached === null || reached.has(id)),
    history,
    coverage: coverageOf(plan.coverage),
  };
}

export function verdicts(plan: Plan, rule: string): readonly Verdict[] {
  return judge(caseOf(plan)).filter((verdict) => verdict.rule === rule);
}
