import type { Verdict } from '#contract';
import { isSwitchedOn, judgeService, type ServiceCase } from '../../controls/index.js';
import { policyAt, type PolicyInForce, standingOf, trustedTickets, type TicketMention } from '../../correlate/index.js';
import type { Awaited } from '../awaits.js';
import { loadMentions, loadTickets } from '../load/tickets.js';
import type { Moment } from '../moment.js';
import { standingVerdicts, verdictRows, writeVerdicts } from '../write/verdicts.js';
import { standingWaits, writeWaiting } from '../write/waiting.js';
import { type AccessRow, type DriftRow, loadImplemented, loadService } from './load.js';
import { HAPPENED, servicesTouched, type Touched, unitOf } from './units.js';

interface DerivedService {
  readonly unit: string;
  readonly inForce: PolicyInForce;
  readonly verdicts: readonly Verdict[];
  readonly awaits: readonly Awaited[];
  /** With time alone none of these answers changes. */
  readonly deadlines: readonly never[];
}

/** Judges services by what reached their production past the deployments, once deployments and changes stand. */
export async function judgeServices(moment: Moment, touched: Touched): Promise<void> {
  const { tx, state } = moment;
  if (!(await state.pushed.hasHappened(tx))) return;
  const services = await servicesTouched(tx, touched);
  if (services.length === 0) return;
  const units = services.map(unitOf);
  const derived: DerivedService[] = [];
  for (const service of services) derived.push(await evaluateService(moment, service));
  const [verdicts, waits] = [await standingVerdicts(tx, units), await standingWaits(tx, units)];
  writeVerdicts(moment, verdicts, await verdictRows(moment, derived));
  writeWaiting(tx, waits, derived);
}

/** What the rules say of what reached the production of a service past the deployments. */
export async function evaluateService(moment: Moment, service: string): Promise<DerivedService> {
  const { tx, state, world: all } = moment;
  const inForce = policyAt(await state.policies(tx), null);
  const unit = unitOf(service);
  const { policy } = inForce;
  const world = all.trusting(policy);
  const { accesses, drifts, incidents, deployments } = await loadService(tx, service);
  // Also what nobody asks for or believes now: another policy may.
  const happened = [...accesses, ...drifts].map(({ ref }) => ref);
  const none = { unit, inForce, verdicts: [], awaits: awaitsOf([], happened), deadlines: [] };
  if (!isSwitchedOn('direct-access', policy) && !isSwitchedOn('drift-without-change', policy)) return none;
  const believed = {
    accesses: accesses.filter(({ source }) => world.trust(source, 'production.accessed')),
    drifts: drifts.filter(({ source }) => world.trust(source, 'infrastructure.drifted')),
  };
  const refs = [...believed.accesses, ...believed.drifts].map(({ ref }) => ref);
  if (refs.length === 0) return none;
  const said = await loadMentions(tx, refs);
  const named = [...said.values()].flat().flatMap(({ ticket }) => ticket ?? []);
  const { ofService, implemented } = await loadImplemented(tx, service, named);
  const tickets = trustedTickets(await loadTickets(tx, [...new Set([...named, ...ofService])].sort()), world.trust);
  const happening = <Row extends AccessRow | DriftRow>(row: Row) => ({
    ...row,
    standing: row.environment === null ? ('PRODUCTION' as const) : standingOf(row.environment, null, policy),
    ...namedBy(said.get(row.ref) ?? []),
  });
  const subject: ServiceCase = {
    subject: unit,
    service,
    inForce,
    at: moment.at,
    accesses: believed.accesses.map(happening),
    drifts: believed.drifts.map(happening),
    tickets,
    implemented,
    ofService,
    incidents: incidents.filter(({ source }) => world.trust(source, 'incident.opened')),
    deployments,
    ticketsUnread: (upTo) => world.ticketsUnread(upTo, policy.clockSkewMs),
    deploymentsUnread: (upTo) => world.deploymentsUnread(upTo, policy.clockSkewMs),
    keyUnread: (key, upTo) => world.whyUnknown(key, upTo),
  };
  const verdicts = judgeService(subject);
  return { unit, inForce, verdicts, awaits: awaitsOf(verdicts, happened), deadlines: [] };
}

/** Only what a tool names itself, or a person asserts: a mention in a text satisfies no rule. */
function namedBy(said: readonly TicketMention[]): { readonly tickets: readonly string[]; readonly keys: readonly string[] } {
  const strong = said.filter(({ method }) => method === 'RELATION' || method === 'ASSERTED');
  return {
    tickets: [...new Set(strong.flatMap(({ ticket }) => ticket ?? []))].sort(),
    keys: [...new Set(strong.filter(({ ticket }) => ticket === null).map(({ key }) => key))].sort(),
  };
}

/** What was judged, so that it is judged again when that becomes another service's; and readings, each up to the first moment asked for. */
function awaitsOf(verdicts: readonly Verdict[], refs: readonly string[]): readonly Awaited[] {
  const own = refs.map((item) => ({ scope: '', collection: HAPPENED, item, upTo: null }));
  // A repository or a project of which nothing was read yet is no hole so far: its first reading makes it one.
  const begun = ['deployments', 'tickets'].map((collection) => ({ scope: '', collection, item: '', upTo: null }));
  const found = new Map<string, Awaited>([
    ...own.map((one) => [one.item, one] as const),
    ...begun.map((one) => [` ${one.collection}`, one] as const),
  ]);
  for (const { scope, collection, upTo } of verdicts.flatMap(({ missing }) => missing)) {
    const key = `${scope} ${collection}`;
    const known = found.get(key);
    const isSooner = known === undefined || (known.upTo !== null && (upTo === null || upTo < known.upTo));
    if (isSooner) found.set(key, { scope, collection, item: '', upTo });
  }
  return [...found.values()];
}
