import {
  type Base,
  baselineOf,
  broughtIn,
  corroborates,
  type DeploymentFacts,
  type History,
  type Lane,
  Reports,
  serviceOf,
  standingOf,
  type TicketFacts,
} from '../correlate/index.js';
import type { Awaited } from './awaits.js';
import { contentsIn, unplaced } from './contents.js';
import type { Derived } from './derived.js';
import type { Near } from './load/near.js';
import { loadCode } from './load/neighbourhood.js';
import type { RepositoryFacts } from './load/repositories.js';
import type { TicketWorld } from './load/ticket-world.js';
import type { Moment } from './moment.js';
import { NOT_JUDGED } from './not-judged.js';
import { believed, type Places } from './places.js';
import { type Filtered, filtered } from './touching.js';
import { type ToTrace, traced } from './tracing.js';

export interface Surrounded extends Moment {
  readonly around: Near;
}

/** A deployment that speaks for itself, as far as it goes before any rule is asked. */
export interface Carrying {
  readonly derived: Omit<Derived, 'ticketless'>;
  /** What the rules are asked with; null: it is no subject of any. */
  readonly open: Open | null;
}

interface Open {
  readonly repository: string;
  readonly start: Derived['run']['start'] & object;
  readonly service: string;
  readonly world: TicketWorld;
  readonly places: Places;
  readonly lane: Lane;
  readonly base: Base;
  readonly history: History;
  readonly filtered: Filtered;
  readonly toTrace: ToTrace;
  readonly tickets: ReadonlyMap<string, TicketFacts>;
  readonly unread: readonly Awaited[];
}

/** What a deployment is, carries and leads to: all that is written of it beside verdicts. */
export async function carrying(
  { tx, state, at: clock, world: anyWorld, around }: Surrounded,
  told: DeploymentFacts,
  repository: RepositoryFacts,
): Promise<Carrying> {
  const { facts, run, inForce } = believed(told, { policies: await state.policies(tx), senders: anyWorld.senders, clock });
  const { policy } = inForce;
  const world = anyWorld.trusting(policy);
  const places = facts.repository === null ? null : await state.places(tx, facts.repository, clock);
  const place = places?.of(facts.deployment) ?? new Reports();
  const role = place.roleOf(facts.deployment);
  const standing = standingOf(facts.environment, facts.productionMark, policy);
  const end = run.endExpectedBy && run.endExpectedBy > clock ? [{ kind: 'END_EXPECTED', at: run.endExpectedBy }] : [];
  const common = { unit: facts.deployment, facts, run, role, inForce, standing, deadlines: end, ...NOT_JUDGED };
  if (facts.repository === null || places === null || run.start === null) {
    return { derived: { ...common, contents: unplaced(run), service: null }, open: null };
  }
  const { service, paths: patterns } = serviceOf(facts.repository, repository.info.name, policy, facts);
  if (role.speaker !== facts.deployment) return { derived: { ...common, contents: corroborates(), service }, open: null };
  const history = await state.history(tx, facts.repository);
  const baseline = baselineOf(repository.info.name, facts.environment, policy);
  const base = place.lane.baseOf(run, policy.clockSkewMs);
  const whole = contentsIn(facts, { run, role, base, baseline, history });
  const own = await filtered(around, { ...facts, repository: facts.repository, whole, patterns, inForce, history });
  const { contents } = own;
  const code = await loadCode(around, facts.repository, world.applies ? [...contents.carries, ...contents.takesOut] : contents.carries);
  const brought = broughtIn({
    carries: contents.carries,
    repository: facts.repository,
    pulls: [...code.pulls.values()],
    commits: code.commits,
    history,
  });
  const toTrace: ToTrace = {
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
  return {
    derived: { ...common, contents, byPaths, broughtIn: brought, tracing, service },
    open: {
      ...{ repository: facts.repository, start: run.start, service, world, places, lane: place.lane, base, history },
      ...{ filtered: own, toTrace, tickets, unread },
    },
  };
}
