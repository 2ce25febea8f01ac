import { type Instant, type Policy, plusMs, type Verdict } from '#contract';
import { type CoverageFact, type DeploymentCase, judge } from '../../src/controls/index.js';
import {
  type AccountFacts,
  broughtIn,
  type CommitEdges,
  type CommitFacts,
  type Contents,
  type Joined,
  NO_TRACES,
  Persons,
  type PullRequestFacts,
  type Standing,
} from '../../src/correlate/index.js';
import { policyWith } from '../setup/policy.js';
import { commitsOf, REPOSITORY } from '../correlate/code.js';
import { historyOf, sha } from '../correlate/commits.js';
import { second, span } from '../correlate/runs.js';

export const DEPLOYMENT = 'deployment:a:1';
const COLLECTIONS = ['pull_requests', 'reviews', 'commits', 'branches', 'deployments', 'checks', 'protections'];

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
  /** Accounts of one person. */
  readonly joined?: Joined;
  /** Whatever else the case should say. */
  readonly more?: Partial<DeploymentCase>;
}

/** Everybody here is known at the platform `a`, but whoever is called `person:elsewhere…`. */
function accountsIn(pulls: readonly PullRequestFacts[], commits: readonly CommitFacts[]): ReadonlyMap<string, AccountFacts> {
  const ofPull = ({ opener, reviews, pushes }: PullRequestFacts) => [
    opener,
    ...reviews.map(({ reviewer }) => reviewer),
    ...pushes.map(({ pusher }) => pusher),
  ];
  const all = [...pulls.flatMap(ofPull), ...commits.flatMap(({ authors }) => authors)].filter((person) => person !== null);
  const sourceOf = (person: string) => (person.startsWith('person:elsewhere') ? 'b' : 'a');
  return new Map(all.map((person) => [person, { person, source: sourceOf(person), service: false }]));
}

export function upTo(moment: Instant, state: CoverageFact['state'] = 'COMPLETE', reason: string | null = null): CoverageFact {
  return { state, upTo: moment, reason };
}

function coverageOf(given: Plan['coverage'] = {}): ReadonlyMap<string, CoverageFact> {
  const all = [...new Set([...COLLECTIONS, ...Object.keys(given)])].map((name): [string, CoverageFact | null] => [
    name,
    name in given ? given[name]! : upTo(COVERED),
  ]);
  return new Map(all.filter((one): one is [string, CoverageFact] => one[1] !== null));
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
    source: 'a',
    environment: 'live',
    service: 'pay',
    sha: carries.at(-1) ?? sha(1),
    starter: null,
    repository: REPOSITORY,
    repositoryName: 'acme/pay',
    standing,
    start: span(100),
    events: [1, 2],
    inForce: { policy: policyWith(plan.policy), beforePolicy: false },
    contents,
    commits: commitsOf(...commits),
    pulls: new Map(pulls.map((pull) => [pull.pullRequest, pull])),
    broughtIn: broughtIn({ carries, repository: REPOSITORY, pulls, commits: commitsOf(...commits), history }),
    releaseBranches,
    reachedRelease: (id) => releaseBranches !== null && (reached === null || reached.has(id)),
    wasRead: (id) => history.graph.indexOf(id) >= 0,
    history,
    coverage: coverageOf(plan.coverage),
    persons: new Persons(accountsIn(pulls, commits), plan.joined ?? [], policyWith(plan.policy)),
    tracing: NO_TRACES,
    firstBroughtBy: null,
    elsewhere: [],
    implementations: [],
    ...plan.more,
  };
}

export function verdicts(plan: Plan, rule: string): readonly Verdict[] {
  return judge(caseOf(plan)).filter((verdict) => verdict.rule === rule);
}
