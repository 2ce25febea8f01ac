import { type DeploymentCase, judge } from '../controls/index.js';
import {
  baselineOf,
  broughtIn,
  corroborates,
  type DeploymentFacts,
  releaseBranchesOf,
  Reports,
  serviceOf,
  standingOf,
  ticketlessOf,
  trustedDecisions,
  trustedTickets,
} from '../correlate/index.js';
import { together } from '../db/together.js';
import { asked, awaitsAsked } from './asked.js';
import { awaitsFirst, awaitsOf, awaitsTickets, bringsNothing, openBases, soonest } from './awaits.js';
import { contentsIn, eventsOf, unplaced } from './contents.js';
import { deadlinesOf, toFire } from './deadlines.js';
import type { Derived } from './derived.js';
import { NOT_JUDGED, NOT_READ } from './not-judged.js';
import { firstBroughtBy } from './first-brought.js';
import { implementationsOf } from './implementations.js';
import { withRemovals } from './integrity.js';
import { loadCode } from './load/neighbourhood.js';
import type { Near } from './load/near.js';
import type { RepositoryFacts } from './load/repositories.js';
import { elsewhere } from './elsewhere.js';
import { believed } from './places.js';
import { awaitsProtection, protectionOf } from './protection.js';
import { reuseOf } from './reuse.js';
import { awaitsPaths, filtered } from './touching.js';
import { traced } from './tracing.js';
import type { Moment } from './moment.js';

interface Surrounded extends Moment {
  readonly around: Near;
}

/** So many deployments share the statements for their neighbourhoods. */
const AT_ONCE = 50;

/** What the present facts say of deployments at the judge's clock. */
export async function evaluateAll(moment: Moment, facts: readonly DeploymentFacts[]): Promise<readonly Derived[]> {
  const { tx, state } = moment;
  const repositories = await state.repositories(
    tx,
    facts.map((one) => one.repository).filter((name) => name !== null),
  );
  const derived: Derived[] = [];
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    const some = facts.slice(from, from + AT_ONCE);
    const around = moment.nearby.of(facts.length);
    const judged = await together(
      some.map((one) => evaluate({ ...moment, around }, one, repositories.get(one.repository ?? '') ?? NOT_READ)),
    );
    derived.push(...judged.map((one, nth) => ({ ...one, ticketless: ticketlessOf({ ...some[nth]!, ...one }) })));
  }
  return derived;
}

async function evaluate(
  { tx, state, at: clock, world: anyWorld, around }: Surrounded,
  told: DeploymentFacts,
  repository: RepositoryFacts,
): Promise<Omit<Derived, 'ticketless'>> {
  const { facts, run, inForce } = believed(told, { policies: await state.policies(tx), senders: anyWorld.senders, clock });
  const { policy } = inForce;
  const world = anyWorld.trusting(policy);
  const places = facts.repository === null ? null : await state.places(tx, facts.repository, clock);
  const place = places?.of(facts.deployment) ?? new Reports();
  const role = place.roleOf(facts.deployment);
  const standing = standingOf(facts.environment, facts.productionMark, policy);
  const end = run.endExpectedBy && run.endExpectedBy > clock ? [{ kind: 'END_EXPECTED', at: run.endExpectedBy }] : [];
  const common = { unit: facts.deployment, facts, run, role, inForce, standing, deadlines: end };
  if (facts.repository === null || run.start === null) return { ...common, ...NOT_JUDGED, contents: unplaced(run), service: null };
  const { service, paths: patterns } = serviceOf(facts.repository, repository.info.name, policy, facts);
  if (role.speaker !== facts.deployment) return { ...common, ...NOT_JUDGED, contents: corroborates(), service };
  const history = await state.history(tx, facts.repository);
  const baseline = baselineOf(repository.info.name, facts.environment, policy);
  const base = place.lane.baseOf(run, policy.clockSkewMs);
  const whole = contentsIn(facts, { run, role, base, baseline, history });
  const {
    contents,
    paths,
    pushers,
    unread: pathless,
  } = await filtered(around, { ...facts, repository: facts.repository, whole, patterns, inForce, history });
  const [code, decisions] = await together([
    loadCode(around, facts.repository, world.applies ? [...contents.carries, ...contents.takesOut] : contents.carries),
    around.decisions([facts.deployment, ...role.corroboratedBy]),
  ]);
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
    // What the commit of the manifests says of tickets is said of the deployment.
    reports: [...role.corroboratedBy, ...(facts.through && facts.through !== facts.deployment ? [facts.through] : [])],
    start: run.start.at,
    inForce,
    contents,
    code,
    broughtIn: brought,
    history,
  };
  const { tracing, tickets, unread } = await traced(around, world, toTrace);
  const byPaths = patterns !== null;
  const first =
    bringsNothing(contents) && world.applies
      ? await firstBroughtBy(tx, around, world, { ...toTrace, lane: place.lane, service, byPaths })
      : null;
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
    paths,
    pushers,
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
    ...(await asked(around, world, { ...facts, role, policy })),
    elsewhere: policy.environmentOrder && places ? elsewhere(places, facts.deployment, policy) : [],
    ...(await protectionOf(
      around,
      { ...toTrace, broughtIn: brought },
      { trust: world.trust, defaultBranch: repository.info.defaultBranch },
    )),
  };
  const carried = [...tracing.carried.keys()].flatMap((name) => tickets.get(name)?.links.map(({ other }) => other) ?? []);
  const made = implementationsOf(subject, {
    world,
    tickets,
    related: trustedTickets(await around.tickets([...new Set(carried)].sort()), world.trust),
    decisions: trustedDecisions([...decisions.values()].flat(), world.trust),
    reuse: standing === 'PRODUCTION' ? await reuseOf(around, world, subject) : new Map(),
    at: clock,
  });
  const implementations = await withRemovals(made, around.removals, world.trust);
  const verdicts = judge({ ...subject, implementations });
  // What is deployed elsewhere is no implementation.
  const reviews = standing === 'PRODUCTION' ? deadlinesOf(implementations) : [];
  return {
    ...common,
    contents,
    byPaths,
    broughtIn: brought,
    tracing,
    service,
    verdicts,
    awaits: soonest([
      ...awaitsOf(subject, verdicts, code.pulls),
      ...awaitsAsked(subject),
      ...awaitsPaths(subject, { pathless, byPaths }),
      ...unread,
      ...openBases(base, contents),
      ...awaitsFirst(subject),
      ...awaitsProtection(subject),
      ...awaitsTickets(world),
    ]),
    implementations,
    reviews,
    // An emergency is exempt until its review is due.
    deadlines: [...end, ...toFire(reviews, clock)],
  };
}
