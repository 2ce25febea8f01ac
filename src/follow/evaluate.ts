import { type Instant, plusMs, type Verdict } from '#contract';
import { type CoverageFact, type DeploymentCase, judge } from '../controls/index.js';
import {
  type Base,
  baselineOf,
  broughtIn,
  contentsOf,
  type BroughtIn,
  type Contents,
  type DeploymentFacts,
  policyAt,
  type PolicyInForce,
  releaseBranchesOf,
  type Run,
  runOf,
  type Standing,
  standingOf,
} from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { loadCode } from './load/neighbourhood.js';
import { type FollowState, laneIn, type RepositoryInfo } from './state.js';

/** One moment of following: the transaction that writes, what is in memory, the judge's clock, and what brought it. */
export interface Moment {
  readonly tx: Transaction;
  readonly state: FollowState;
  readonly at: Instant;
  readonly cause: Cause;
}

export type Cause = 'FACT' | 'CORRECTION' | 'COVERAGE' | 'TIME';

/** All that is derived of one deployment; `write` compares it with what stands. */
export interface Derived {
  readonly facts: DeploymentFacts;
  readonly run: Run;
  readonly inForce: PolicyInForce;
  readonly standing: Standing;
  readonly contents: Contents;
  readonly broughtIn: BroughtIn;
  readonly verdicts: readonly Verdict[];
  readonly awaits: readonly Awaited[];
}

export interface Awaited {
  readonly scope: string;
  readonly collection: string;
  readonly item: string;
  readonly upTo: Instant | null;
}

export interface RepositoryFacts {
  readonly info: RepositoryInfo;
  readonly coverage: ReadonlyMap<string, CoverageFact>;
}

const NO_PULLS: BroughtIn = { byCommit: new Map(), perhaps: new Map(), pulls: new Map() };
/** So many unread commits are named; when one comes, the next are. */
const NAMED = 50;

/** What the present facts say of one deployment at the judge's clock. */
export async function evaluate({ tx, state, at: clock }: Moment, facts: DeploymentFacts, repository: RepositoryFacts): Promise<Derived> {
  const run = runOf(facts, clock);
  const inForce = policyAt(await state.policies(tx), run.start?.at.from ?? null);
  const { policy } = inForce;
  const standing = standingOf(facts.environment, facts.productionMark, policy);
  const common = { facts, run, inForce, standing };
  if (facts.repository === null || run.start === null) {
    const waiting = { ...UNSTARTED, undecided: run.start ? ['It names no repository.'] : [] };
    return { ...common, contents: waiting, broughtIn: NO_PULLS, verdicts: [], awaits: [] };
  }
  const history = await state.history(tx, facts.repository);
  const lane = laneIn(await state.lanes(tx, facts.repository, clock), facts.environment);
  const baseline = baselineOf(repository.info.name, facts.environment, policy);
  const base = lane.baseOf(run, policy.clockSkewMs);
  const contents = contentsOf(run, base, baseline, history);
  const code = await loadCode(tx, facts.repository, contents.carries);
  const brought = broughtIn({
    carries: contents.carries,
    repository: facts.repository,
    pulls: [...code.pulls.values()],
    commits: code.commits,
    history,
  });
  const branches = releaseBranchesOf(repository.info.name, repository.info.defaultBranch, policy);
  const reach = branches === null ? null : await state.reach(tx, facts.repository, branches);
  const subject: DeploymentCase = {
    deployment: facts.deployment,
    environment: facts.environment,
    repository: facts.repository,
    repositoryName: repository.info.name ?? facts.repository,
    standing,
    start: run.start.at,
    events: eventsOf(facts),
    inForce,
    contents,
    commits: code.commits,
    pulls: code.pulls,
    broughtIn: brought,
    releaseBranches: branches,
    reachedRelease: (sha) => reach?.has(history.graph.indexOf(sha)) ?? false,
    history,
    coverage: repository.coverage,
  };
  const verdicts = judge(subject);
  return {
    ...common,
    contents,
    broughtIn: brought,
    verdicts,
    awaits: [...awaitsOf(subject, verdicts, code.pulls), ...openBases(base, contents)],
  };
}

const UNSTARTED: Contents = { relation: 'UNDECIDED', base: null, baseSha: null, carries: [], takesOut: [], undecided: [], unread: [] };

function eventsOf(facts: DeploymentFacts): readonly number[] {
  return [facts.requestedSeq, ...facts.statuses.map((status) => status.seq)].filter((seq) => seq !== null);
}

/** Whatever could change an answer without touching what the deployment is linked to already. */
function awaitsOf(subject: DeploymentCase, verdicts: readonly Verdict[], pulls: DeploymentCase['pulls']): readonly Awaited[] {
  const scope = subject.repository ?? '';
  const commits = subject.contents.unread.slice(0, NAMED).map((item) => ({ scope, collection: 'commit', item, upTo: null }));
  const missing = verdicts
    .flatMap((verdict) => verdict.missing)
    .map(({ scope: where, collection, upTo }) => ({ scope: where, collection, item: '', upTo }));
  const outside = subject.contents.carries.filter((sha) => !subject.reachedRelease(sha));
  const branches =
    outside.length === 0 ? [] : (subject.releaseBranches ?? ['']).map((item) => ({ scope, collection: 'branch', item, upTo: null }));
  const associated = subject.contents.carries.flatMap((sha) => subject.commits.get(sha)?.associated ?? []);
  const unknown = associated.filter((name) => !pulls.has(name)).map((item) => ({ scope, collection: 'pull_request', item, upTo: null }));
  const all = [...commits, ...missing, ...branches, ...unknown];
  return [...new Map(all.map((one) => [`${one.scope} ${one.collection} ${one.item}`, one])).values()];
}

/** Runs on which the base rests without being named as it: when more is known of one of them, it may be another. */
function openBases(base: Base, contents: Contents): readonly Awaited[] {
  const unnamed = base.run !== null && contents.base === null ? [base.run] : [];
  return [...unnamed, ...base.open, ...base.alike].map((run) => ({
    scope: '',
    collection: 'deployment',
    item: run.deployment,
    upTo: null,
  }));
}

/** A GAP waits until nothing new came for `settle` since the newest fact that it rests on was recorded. */
export function settlesAt(verdict: Verdict, newest: Instant, settleMs: number): Instant | null {
  return verdict.answer === 'GAP' ? plusMs(newest, settleMs) : null;
}
