import { type DeploymentCase, judge } from '../controls/index.js';
import { type DeploymentFacts, releaseBranchesOf, ticketlessOf, trustedDecisions, trustedTickets } from '../correlate/index.js';
import { together } from '../db/together.js';
import { asked, awaitsAsked } from './asked.js';
import { awaitsFirst, awaitsOf, awaitsTickets, bringsNothing, openBases, soonest } from './awaits.js';
import { carrying, type Surrounded } from './carrying.js';
import { eventsOf } from './contents.js';
import { deadlinesOf, toFire } from './deadlines.js';
import type { Derived } from './derived.js';
import { NOT_READ } from './not-judged.js';
import { firstBroughtBy } from './first-brought.js';
import { implementationsOf } from './implementations.js';
import { withRemovals } from './integrity.js';
import type { RepositoryFacts } from './load/repositories.js';
import { elsewhere } from './elsewhere.js';
import { awaitsProtection, protectionOf } from './protection.js';
import { reuseOf } from './reuse.js';
import { awaitsPaths } from './touching.js';
import type { Moment } from './moment.js';

/** So many deployments share the statements for their neighbourhoods. */
const AT_ONCE = 50;

/** What the present facts say of deployments at the judge's clock. */
export function evaluateAll(moment: Moment, facts: readonly DeploymentFacts[]): Promise<readonly Derived[]> {
  return each(moment, facts, evaluate);
}

/** The same as far as the rules: what they are, carry and lead to, with no verdict, implementation or wait. */
export function carryAll(moment: Moment, facts: readonly DeploymentFacts[]): Promise<readonly Derived[]> {
  return each(moment, facts, async (...one) => (await carrying(...one)).derived);
}

type One = (moment: Surrounded, told: DeploymentFacts, repository: RepositoryFacts) => Promise<Omit<Derived, 'ticketless'>>;

async function each(moment: Moment, facts: readonly DeploymentFacts[], one: One): Promise<readonly Derived[]> {
  const { tx, state } = moment;
  const repositories = await state.repositories(
    tx,
    facts.map(({ repository }) => repository).filter((name) => name !== null),
  );
  const derived: Derived[] = [];
  for (let from = 0; from < facts.length; from += AT_ONCE) {
    const some = facts.slice(from, from + AT_ONCE);
    const around = moment.nearby.of(facts.length);
    const done = await together(some.map((each) => one({ ...moment, around }, each, repositories.get(each.repository ?? '') ?? NOT_READ)));
    derived.push(...done.map((each, nth) => ({ ...each, ticketless: ticketlessOf({ ...some[nth]!, ...each }) })));
  }
  return derived;
}

async function evaluate(surrounded: Surrounded, told: DeploymentFacts, repository: RepositoryFacts): Promise<Omit<Derived, 'ticketless'>> {
  const { tx, state, at: clock, around } = surrounded;
  const { derived, open } = await carrying(surrounded, told, repository);
  if (open === null) return derived;
  const { facts, role, inForce, standing, contents, broughtIn: brought, tracing, deadlines: end } = derived;
  const { world, places, lane, base, history, service, toTrace, tickets } = open;
  const { paths, pushers, unread: pathless } = open.filtered;
  const { code } = toTrace;
  const { policy } = inForce;
  const byPaths = derived.byPaths === true;
  const decisions = await around.decisions([facts.deployment, ...role.corroboratedBy]);
  const branches = releaseBranchesOf(repository.info.name, repository.info.defaultBranch, policy);
  const reach = branches === null ? null : await state.reach(tx, open.repository, branches);
  const first =
    bringsNothing(contents) && world.applies
      ? await firstBroughtBy(tx, around, world, { ...toTrace, sha: facts.sha, lane, service, byPaths })
      : null;
  const subject: Omit<DeploymentCase, 'implementations'> = {
    deployment: facts.deployment,
    source: facts.source,
    environment: facts.environment,
    service,
    sha: facts.sha,
    starter: facts.creator,
    repository: open.repository,
    repositoryName: repository.info.name ?? open.repository,
    standing,
    start: open.start.at,
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
    elsewhere: policy.environmentOrder ? elsewhere(places, facts.deployment, policy) : [],
    ...(await protectionOf(around, { ...toTrace, contents }, { trust: world.trust, defaultBranch: repository.info.defaultBranch })),
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
  const supported = withRemovals(made, around.removals, world.trust);
  surrounded.foresee?.([...tracing.carried.keys(), ...tracing.related.keys(), ...tracing.takenOut.keys()]);
  const implementations = await supported;
  const verdicts = judge({ ...subject, implementations });
  // What is deployed elsewhere is no implementation.
  const reviews = standing === 'PRODUCTION' ? deadlinesOf(implementations) : [];
  return {
    ...derived,
    verdicts,
    awaits: soonest([
      ...awaitsOf(subject, verdicts, code.pulls),
      ...awaitsAsked(subject),
      ...awaitsPaths(subject, { pathless, byPaths }),
      ...open.unread,
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
