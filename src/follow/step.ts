import type { Instant, LedgerEvent } from '#contract';
import type { DeploymentFacts } from '../correlate/index.js';
import { runOf } from '../correlate/index.js';
import type { Transaction } from '../db/pool.js';
import { affected } from './affected.js';
import { type Cause, type Derived, evaluate, type Moment, type RepositoryFacts } from './evaluate.js';
import type { Changes } from './fold/changes.js';
import { Fold } from './fold/fold.js';
import { loadDeployments } from './load/deployments.js';
import { loadRepositories } from './load/repositories.js';
import { type FollowState, laneIn } from './state.js';
import { writeLinks } from './write/links.js';
import { writeRanges } from './write/ranges.js';
import { addToGraphs } from './write/segments.js';
import { writeVerdicts } from './write/verdicts.js';
import { writeWaiting } from './write/waiting.js';

/** Takes one append transaction into the read tables: the states that history knows are those between transactions. */
export async function stepTransaction(tx: Transaction, state: FollowState, events: readonly LedgerEvent[]): Promise<void> {
  const last = events.at(-1);
  if (!last) return;
  const at = last.envelope.recordedAt;
  await stepDeadlines(tx, state, at);
  const fold = new Fold();
  await fold.addAll(tx, events);
  await fold.noteRepositories(tx);
  await fold.write(tx);
  await addToGraphs(tx, state, fold.code.edges);
  for (const { scope, item, sha } of fold.changes.branches.values()) state.headMoved(scope, item, sha);
  if (fold.changes.policy) state.forgetPolicies();
  await judgeAgain({ tx, state, at, cause: causeOf(fold.changes) }, await affected(tx, fold.changes));
  await tx`
    insert into follow_cursor (singleton, seq, recorded_at, clock) values (true, ${last.seq}, ${at}, ${at})
    on conflict (singleton) do update set seq = excluded.seq, recorded_at = excluded.recorded_at, clock = excluded.clock`;
}

/** Lets every deadline up to the moment fire, each at its own time. */
export async function stepDeadlines(tx: Transaction, state: FollowState, upTo: Instant): Promise<boolean> {
  for (let fired = false; ; fired = true) {
    const due = await tx<{ deployment: string; at: Instant }[]>`
      select deployment, at from deadline
      where at = (select min(at) from deadline where at <= ${upTo})
      order by deployment`;
    const at = due[0]?.at;
    if (at === undefined) return fired;
    await judgeAgain({ tx, state, at, cause: 'TIME' }, new Set(due.map((row) => row.deployment)));
    await tx`update follow_cursor set clock = greatest(clock, ${at})`;
  }
}

function causeOf(changes: Changes): Cause {
  if (changes.rewritten) return 'CORRECTION';
  const facts = changes.deployments.size + changes.pulls.size + changes.commits.size + changes.branches.size + changes.tags.size;
  return facts === 0 && changes.covered.size > 0 ? 'COVERAGE' : 'FACT';
}

async function judgeAgain(moment: Moment, named: ReadonlySet<string>): Promise<void> {
  const { tx, at } = moment;
  if (named.size === 0) return;
  const facts = await loadDeployments(tx, [...named].sort());
  const followers = await placeInLanes(moment, facts);
  const all = [...facts, ...(await loadDeployments(tx, followers))];
  const repositories = await loadRepositories(tx, all);
  const derived = await evaluateAll(moment, all, repositories);
  if (derived.length === 0) return;
  // Each to tables of its own, and all on one connection.
  await Promise.all([
    writeRanges(tx, derived, at),
    writeLinks(tx, derived, at),
    writeVerdicts(moment, derived),
    writeWaiting(tx, derived, at),
  ]);
}

/** Puts the runs in their lanes, and answers the others whose base may now be another one. */
async function placeInLanes({ tx, state, at }: Moment, facts: readonly DeploymentFacts[]): Promise<readonly string[]> {
  const followers = new Set(
    await formerFollowers(
      tx,
      facts.map((one) => one.deployment),
    ),
  );
  const { clockSkewMs } = (await state.policies(tx)).at(-1)?.policy ?? { clockSkewMs: 0 };
  for (const one of facts) {
    if (one.repository === null) continue;
    const lanes = await state.lanes(tx, one.repository, at);
    for (const lane of lanes.values()) lane.remove(one.deployment);
    const lane = laneIn(lanes, one.environment);
    const run = runOf(one, at);
    lane.set(run);
    lane.followersOf(run, clockSkewMs).forEach((other) => followers.add(other.deployment));
  }
  for (const one of facts) followers.delete(one.deployment);
  return [...followers].sort();
}

/** Those that had one of these as their base, or could not tell whether they had. */
async function formerFollowers(tx: Transaction, deployments: readonly string[]): Promise<readonly string[]> {
  const names = deployments as string[];
  const rows = await tx<{ deployment: string }[]>`
    select deployment from deployment_range where base = any(${names}) and recorded_to is null
    union
    select deployment from awaiting where scope = '' and collection = 'deployment' and item = any(${names})`;
  return rows.map((row) => row.deployment);
}

async function evaluateAll(
  moment: Moment,
  facts: readonly DeploymentFacts[],
  repositories: ReadonlyMap<string, RepositoryFacts>,
): Promise<readonly Derived[]> {
  const derived: Derived[] = [];
  for (const one of facts) {
    const repository = repositories.get(one.repository ?? '') ?? NOT_READ;
    derived.push(await evaluate(moment, one, repository));
  }
  return derived;
}

const NOT_READ: RepositoryFacts = { info: { name: null, defaultBranch: null }, coverage: new Map() };
