import { type Instant, plusMs, type Verdict } from '#contract';
import { type DeploymentCase, type ImplementationCase, judge } from '../controls/index.js';
import {
  baselineOf,
  broughtIn,
  contentsOf,
  corroborates,
  type BroughtIn,
  type Contents,
  type DeploymentFacts,
  NO_TRACES,
  perhapsReported,
  policyAt,
  type PolicyInForce,
  releaseBranchesOf,
  Reports,
  type Role,
  type Run,
  runOf,
  serviceOf,
  type Standing,
  standingOf,
  type Tracing,
} from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { type Awaited, awaitsFirst, awaitsOf, awaitsTickets, openBases } from './awaits.js';
import { deadlinesOf } from './deadlines.js';
import { firstBroughtBy } from './first-brought.js';
import { implementationsOf } from './implementations.js';
import { loadCode } from './load/neighbourhood.js';
import { loadRepositories, type RepositoryFacts } from './load/repositories.js';
import type { TicketWorld } from './load/ticket-world.js';
import { loadDeploymentDecisions, loadTickets } from './load/tickets.js';
import { traced } from './tracing.js';
import type { FollowState } from './state.js';

/** One moment of following: the transaction that writes, what is in memory, the judge's clock, and what brought it. */
export interface Moment {
  readonly tx: Transaction;
  readonly state: FollowState;
  readonly at: Instant;
  readonly cause: Cause;
  /** How far the tickets of each project were read. */
  readonly world: TicketWorld;
}

export type Cause = 'FACT' | 'CORRECTION' | 'COVERAGE' | 'TIME';

/** All that is derived of one deployment; `write` compares it with what stands. */
export interface Derived {
  /** The deployment: what is judged together. */
  readonly unit: string;
  readonly facts: DeploymentFacts;
  readonly run: Run;
  /** What it is to other reports of the same revision and place. */
  readonly role: Role;
  readonly inForce: PolicyInForce;
  readonly standing: Standing;
  readonly contents: Contents;
  readonly broughtIn: BroughtIn;
  readonly tracing: Tracing;
  /** What policy calls the service. */
  readonly service: string | null;
  readonly verdicts: readonly Verdict[];
  readonly awaits: readonly Awaited[];
  readonly implementations: readonly ImplementationCase[];
  /** What time alone will change, by kind. */
  readonly deadlines: readonly { readonly kind: string; readonly at: Instant }[];
}

const NO_PULLS: BroughtIn = { byCommit: new Map(), perhaps: new Map(), pulls: new Map() };

/** Of what is no subject of any rule. */
const NOT_JUDGED = { broughtIn: NO_PULLS, tracing: NO_TRACES, verdicts: [], awaits: [], implementations: [] };

/** What the present facts say of deployments at the judge's clock, one after the other. */
export async function evaluateAll(moment: Moment, facts: readonly DeploymentFacts[]): Promise<readonly Derived[]> {
  const repositories = await loadRepositories(moment.tx, facts);
  const derived: Derived[] = [];
  for (const one of facts) derived.push(await evaluate(moment, one, repositories.get(one.repository ?? '') ?? NOT_READ));
  return derived;
}

const NOT_READ: RepositoryFacts = { info: { name: null, defaultBranch: null }, coverage: new Map() };

async function evaluate({ tx, state, at: clock, world }: Moment, facts: DeploymentFacts, repository: RepositoryFacts): Promise<Derived> {
  const run = runOf(facts, clock);
  const inForce = policyAt(await state.policies(tx), run.start?.at.from ?? null);
  const { policy } = inForce;
  const place = facts.repository === null ? new Reports() : (await state.places(tx, facts.repository, clock)).of(facts.deployment);
  const role = place.roleOf(facts.deployment);
  const standing = standingOf(facts.environment, facts.productionMark, policy);
  const end = run.endExpectedBy && run.endExpectedBy > clock ? [{ kind: 'END_EXPECTED', at: run.endExpectedBy }] : [];
  const common = { unit: facts.deployment, facts, run, role, inForce, standing, deadlines: end };
  if (facts.repository === null || run.start === null) {
    const waiting = { ...UNSTARTED, undecided: run.start ? ['It names no repository.'] : [] };
    return { ...common, ...NOT_JUDGED, contents: waiting, service: null };
  }
  const { service } = serviceOf(facts.repository, repository.info.name, policy);
  if (role.speaker !== facts.deployment) return { ...common, ...NOT_JUDGED, contents: corroborates(), service };
  const history = await state.history(tx, facts.repository);
  const baseline = baselineOf(repository.info.name, facts.environment, policy);
  const base = place.lane.baseOf(run, policy.clockSkewMs);
  const contents = role.perhaps.length > 0 ? perhapsReported(role.perhaps) : contentsOf(run, base, baseline, history);
  const code = await loadCode(tx, facts.repository, world.applies ? [...contents.carries, ...contents.takesOut] : contents.carries);
  const brought = broughtIn({
    carries: contents.carries,
    repository: facts.repository,
    pulls: [...code.pulls.values()],
    commits: code.commits,
    history,
  });
  const branches = releaseBranchesOf(repository.info.name, repository.info.defaultBranch, policy);
  const reach = branches === null ? null : await state.reach(tx, facts.repository, branches);
  const toTrace = {
    ...facts,
    repository: facts.repository,
    reports: role.corroboratedBy,
    start: run.start.at,
    inForce,
    contents,
    code,
    broughtIn: brought,
    history,
  };
  const { tracing, tickets, unread } = await traced(tx, world, toTrace);
  const first =
    contents.relation === 'REDEPLOYMENT' && world.applies ? await firstBroughtBy(tx, world, { ...toTrace, lane: place.lane }) : null;
  const subject: Omit<DeploymentCase, 'implementations'> = {
    deployment: facts.deployment,
    source: facts.source,
    environment: facts.environment,
    service,
    sha: facts.sha,
    starter: facts.creator,
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
    wasRead: (sha) => history.graph.indexOf(sha) >= 0,
    history,
    coverage: repository.coverage,
    persons: await state.persons(tx, policy),
    tracing,
    firstBroughtBy: first,
  };
  const carried = [...tracing.carried.keys()].flatMap((name) => tickets.get(name)?.links.map(({ other }) => other) ?? []);
  const implementations = implementationsOf(subject, {
    world,
    tickets,
    related: await loadTickets(tx, [...new Set(carried)].sort()),
    decisions: [...(await loadDeploymentDecisions(tx, [facts.deployment, ...role.corroboratedBy])).values()].flat(),
    at: clock,
  });
  const verdicts = judge({ ...subject, implementations });
  return {
    ...common,
    contents,
    broughtIn: brought,
    tracing,
    service,
    verdicts,
    awaits: [
      ...awaitsOf(subject, verdicts, code.pulls),
      ...unread,
      ...openBases(base, contents),
      ...awaitsFirst(first),
      ...awaitsTickets(world),
    ],
    implementations,
    // An emergency is exempt until its review is due.
    deadlines: [...end, ...deadlinesOf(implementations, clock)],
  };
}

const UNSTARTED: Contents = { relation: 'UNDECIDED', base: null, baseSha: null, carries: [], takesOut: [], undecided: [], unread: [] };

function eventsOf(facts: DeploymentFacts): readonly number[] {
  return [facts.requestedSeq, ...facts.statuses.map((status) => status.seq)].filter((seq) => seq !== null);
}

/** A GAP waits until nothing new came for `settle` since the newest fact that it rests on was recorded. */
export function settlesAt(verdict: Verdict, newest: Instant, settleMs: number): Instant | null {
  return verdict.answer === 'GAP' ? plusMs(newest, settleMs) : null;
}
