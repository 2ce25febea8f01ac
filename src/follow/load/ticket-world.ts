import { type Instant, type Missing, plusMs, type Policy } from '#contract';
import { notCoveredUpTo, type ScopedCoverage } from '../../controls/index.js';
import { type PolicyInForce, type TicketFacts, type Trust, trustOf } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { type CoverageRow, loadTicketCoverage } from './coverage.js';
import { grouped } from './gather.js';

/** How far the tickets of each project were read, in every source that holds changes. */
export interface TicketWorld {
  /** Who pushes events. */
  readonly senders: ReadonlySet<string>;
  /** What of all that is told may satisfy a rule. */
  readonly trust: Trust;
  /** The same without what senders claim to have told completely, unless this policy trusts them for it. */
  readonly trusting: (policy: Policy) => TicketWorld;
  /** Whether there is any source of changes at all. */
  readonly applies: boolean;
  /** The coverage of some collections of the project of a ticket; of what the project it came from alone could show, that of the ticket. */
  readonly coverageOf: (ticket: Placed, collections: readonly string[]) => readonly ScopedCoverage[];
  /** The censuses of the source of a project. */
  readonly censusesOf: (scope: string) => readonly ScopedCoverage[];
  /** Repositories and the like whose deployments were not read up to a moment + skew: one of them may carry anything. */
  readonly deploymentsUnread: (upTo: Instant, skewMs: number) => readonly Missing[];
  /** The same, and of repositories with deployments whose commits or pull requests were not: with one of these, a deployment may carry anything. */
  readonly carriedUnread: (upTo: Instant, skewMs: number) => readonly Missing[];
  /** Projects whose tickets were not read up to a moment + skew; where no project is known, that none is. */
  readonly ticketsUnread: (upTo: Instant, skewMs: number) => readonly Missing[];
  /** Scopes of a collection that were never read to the end. */
  readonly neverRead: (collection: string) => readonly ScopedCoverage[];
  /** The policy with the skew that lies between this source and every source of tickets, where that is larger. */
  readonly allowing: (inForce: PolicyInForce, source: string) => PolicyInForce;
  /** What would have to be read to know whether some source has a ticket with this key; nothing where none can have it. */
  readonly whyUnknown: (key: string, upTo: Instant) => readonly Missing[];
}

export type Placed = Pick<TicketFacts, 'ticket' | 'key' | 'scope' | 'movedUnread'>;

/** One row for each project or repository and collection: few enough to read them all. */
export async function loadTicketWorld(tx: Transaction, senders: ReadonlySet<string>): Promise<TicketWorld> {
  const [rows, clocks] = await together([loadTicketCoverage(tx), tx<Clock[]>`select source, offset_ms as "offsetMs" from source_clock`]);
  return worldOf({ rows, clocks, senders }, trustOf(senders, {}));
}

/** ServiceNow keeps what a group decides apart from what its members do: where a source has it, an approval may be in either. */
function partsOf(collection: string, scope: string, known: ReadonlyMap<string, CoverageRow>): readonly string[] {
  return collection === 'approvals' && known.has(`${scope} ${GROUPS}`) ? [collection, GROUPS] : [collection];
}

const GROUPS = 'group_approvals';

interface Known {
  readonly rows: readonly CoverageRow[];
  readonly clocks: readonly Clock[];
  readonly senders: ReadonlySet<string>;
}

function worldOf(all: Known, trusted: Trust): TicketWorld {
  const { rows, clocks, senders } = all;
  const known = new Map(rows.map((row) => [`${row.scope} ${row.collection}`, row]));
  const scopes = [
    ...new Set(
      rows.filter((row) => row.scope.startsWith('thing:') && /^(tickets|approvals)$/.test(row.collection)).map((row) => row.scope),
    ),
  ];
  const of = (scope: string, collection: string): ScopedCoverage => ({
    scope,
    label: `${collection.replaceAll('_', ' ')} of ${projectOf(scope)}`,
    collection,
    known: known.get(`${scope} ${collection}`) ?? null,
  });
  const ofTicket = ({ ticket, key, scope, movedUnread }: Placed, collection: string): ScopedCoverage => {
    const own = movedUnread ? known.get(`${ticket} ${collection}`) : undefined;
    if (own?.state !== 'DENIED') return of(scope, collection);
    return { scope: ticket, label: `${collection} of ${key ?? ticket}`, collection, known: own };
  };
  // Asked of every deployment and change: hundreds of repositories are not gone through anew for each.
  const deploying = new Set(rows.filter(({ collection }) => collection === 'deployments').map(({ scope }) => scope));
  const deployments = unreadIn([...deploying].map((scope) => of(scope, 'deployments')));
  const carried = unreadIn(
    rows
      .filter(({ scope, collection }) => deploying.has(scope) && collection !== 'tickets' && collection !== 'approvals')
      .map(({ scope, collection }) => of(scope, collection)),
  );
  const projects = scopes.map((scope) => of(scope, 'tickets'));
  const tickets = unreadIn(projects);
  const byProject = new Map([...grouped(projects, ({ scope }) => projectOf(scope))].map(([project, all]) => [project, unreadIn(all)]));
  const censuses = grouped(
    rows.filter(({ collection }) => collection === 'census:tickets'),
    ({ scope }) => sourceOf(scope),
  );
  const others = [...new Set(scopes.map(sourceOf))];
  const byPolicy = new Map<Policy, TicketWorld>();
  const world: TicketWorld = {
    senders,
    trust: trusted,
    trusting: (policy) => {
      if (senders.size === 0) return world;
      const known = byPolicy.get(policy);
      if (known) return known;
      const trust = trustOf(senders, policy);
      const own = worldOf({ ...all, rows: rows.filter(({ scope }) => trust(sourceOf(scope), 'coverage.changed')) }, trust);
      byPolicy.set(policy, own);
      return own;
    },
    applies: scopes.length > 0,
    coverageOf: (ticket, collections) =>
      collections.flatMap((name) => partsOf(name, ticket.scope, known)).map((collection) => ofTicket(ticket, collection)),
    censusesOf: (scope) =>
      (censuses.get(sourceOf(scope)) ?? []).map((row) => ({
        ...of(row.scope, row.collection),
        label: `census of tickets of ${sourceOf(scope)}`,
      })),
    deploymentsUnread: (upTo, skewMs) => deployments(plusMs(upTo, skewMs)),
    carriedUnread: (upTo, skewMs) => carried(plusMs(upTo, skewMs)),
    ticketsUnread: (upTo, skewMs) =>
      scopes.length === 0
        ? [{ what: 'No source of tickets was read.', scope: '', collection: 'tickets', upTo: null }]
        : tickets(plusMs(upTo, skewMs)),
    neverRead: (collection) =>
      rows.filter((row) => row.collection === collection && row.upTo === null).map(({ scope }) => of(scope, collection)),
    allowing: allowing(clocks, others),
    whyUnknown: (key, upTo) => byProject.get(key.slice(0, key.lastIndexOf('-')))?.(upTo) ?? [],
  };
  return world;
}

/** Which of these were not read up to a moment. Mostly all were, and that is seen by the least of them. */
function unreadIn(all: readonly ScopedCoverage[]): (upTo: Instant) => readonly Missing[] {
  const isEachRead = all.every(({ known }) => (known?.upTo ?? null) !== null);
  const least = isEachRead ? all.map(({ known }) => known!.upTo!).sort()[0] : undefined;
  return (upTo) => (least !== undefined && upTo <= least ? [] : all.map((one) => notCoveredUpTo(one, upTo)).filter((one) => one !== null));
}

interface Clock {
  readonly source: string;
  readonly offsetMs: number;
}

/** Two clocks can be apart by as much as their offsets from the hub's differ (`controls.md`, Terms: Time). */
function allowing(clocks: readonly Clock[], others: readonly string[]): TicketWorld['allowing'] {
  const offsets = new Map(clocks.map(({ source, offsetMs }) => [source, Number(offsetMs)]));
  const offsetOf = (name: string) => offsets.get(name) ?? 0;
  // One policy for all that is judged by it: what is made of a policy is looked up by it.
  const known = new Map<number, WeakMap<Policy, Policy>>();
  const withSkew = (policy: Policy, clockSkewMs: number): Policy => {
    const ofSkew = known.get(clockSkewMs) ?? new WeakMap<Policy, Policy>();
    known.set(clockSkewMs, ofSkew);
    const own = ofSkew.get(policy) ?? { ...policy, clockSkewMs };
    ofSkew.set(policy, own);
    return own;
  };
  return (inForce, source) => {
    const { clockSkewMs } = inForce.policy;
    const skew = others.reduce((most, other) => Math.max(most, Math.abs(offsetOf(other) - offsetOf(source))), clockSkewMs);
    return skew === clockSkewMs ? inForce : { ...inForce, policy: withSkew(inForce.policy, skew) };
  };
}

/** Of `thing:<source>:project:<key>`. */
function sourceOf(scope: string): string {
  return scope.split(':')[1] ?? '';
}

function projectOf(scope: string): string {
  return scope.slice(scope.lastIndexOf(':') + 1);
}
