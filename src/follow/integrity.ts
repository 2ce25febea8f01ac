import type { Policy } from '#contract';
import {
  type DeploymentCase,
  type ImplementationCase,
  isSwitchedOn,
  type Removals,
  type Resting,
  type ScopedCoverage,
  supportsOf,
} from '../controls/index.js';
import type { PolicyInForce, Trust } from '../correlate/index.js';
import type { Gathered } from './load/gather.js';
import type { RemovalRow } from './load/integrity.js';
import type { Placed, TicketWorld } from './load/ticket-world.js';

/** What it rests on, before it is looked up what of that was deleted; nothing where no rule asks for it. */
export function supported({ policy }: PolicyInForce, resting: Resting): Pick<ImplementationCase, 'supports'> {
  return isSwitchedOn('evidence-removed', policy) ? { supports: supportsOf(resting, new Map()) } : {};
}

/** The same implementations, with what was deleted of that on which they rest. */
export async function withRemovals(
  implementations: readonly ImplementationCase[],
  load: Gathered<readonly RemovalRow[]>,
  trust: Trust,
): Promise<readonly ImplementationCase[]> {
  const refs = [...new Set(implementations.flatMap(({ supports = [] }) => supports.map(({ ref }) => ref)))].sort();
  if (refs.length === 0) return implementations;
  const rows = await load(refs);
  const believed: Removals = new Map(
    [...rows].map(([ref, all]) => [ref, all.filter((one) => one.isOwn || trust(one.source, 'evidence.removed'))]),
  );
  return implementations.map((one) =>
    one.supports ? { ...one, supports: one.supports.map((support) => ({ ...support, removals: believed.get(support.ref) ?? [] })) } : one,
  );
}

type Subject = Pick<DeploymentCase, 'repository' | 'deployment' | 'repositoryName' | 'coverage' | 'inForce'>;

/** What no rule about an implementation looks at: who may not read it misses no evidence of one. */
const BESIDE: ReadonlySet<string> = new Set([
  ...['access', 'attestations', 'builds', 'deliveries', 'environments', 'releases', 'tags'],
  ...['code_scanning_alerts', 'dependabot_alerts', 'secret_scanning_alerts'],
]);

/** What every implementation from a repository depends on. */
const CODE = ['branches', 'checks', 'commits', 'deployments', 'pull_requests', 'reviews'];

/** Whether what is known of an implementation may depend on a collection of its repository. */
export function isEvidence(collection: string, policy: Policy): boolean {
  if (collection === 'bypasses') return isSwitchedOn('control-weakened', policy);
  if (collection !== 'protections') return !BESIDE.has(collection);
  const isByProtection = isSwitchedOn('failed-checks-overridden', policy) && !policy.rules['failed-checks-overridden']?.required;
  return isByProtection || isSwitchedOn('control-weakened', policy) || isSwitchedOn('developer-deployed', policy);
}

/** Every collection of the repository that is evidence, those of the ticket's project, and the censuses of both; nothing where no rule asks for it. */
export function sourcesOf(subject: Subject, world: TicketWorld, ticket: Placed | null): Pick<ImplementationCase, 'sources'> {
  if (!isSwitchedOn('blind-spot', subject.inForce.policy)) return {};
  const all = [...codeSources(subject), ...(ticket === null ? [] : ticketSources(world, ticket))];
  return { sources: all.sort(byPlace) };
}

function byPlace(a: ScopedCoverage, b: ScopedCoverage): number {
  if (a.scope !== b.scope) return a.scope < b.scope ? -1 : 1;
  return a.collection < b.collection ? -1 : 1;
}

interface CodeSources {
  readonly policy: Policy;
  readonly scope: string;
  readonly sources: readonly ScopedCoverage[];
}

/** By the coverage of a repository, which its deployments share, what was made of it last. */
const known = new WeakMap<Subject['coverage'], CodeSources>();

function codeSources({ repository, deployment, repositoryName, coverage, inForce: { policy } }: Subject): readonly ScopedCoverage[] {
  const scope = repository ?? deployment;
  const last = known.get(coverage);
  if (last?.policy === policy && last.scope === scope) return last.sources;
  const evidence = [...coverage.keys()].filter((collection) => isEvidence(collection, policy));
  // What was never read has no coverage yet, and is no less missing.
  const collections = repository === null ? evidence : [...new Set([...CODE, ...evidence])];
  const sources = collections.map((collection): ScopedCoverage => {
    const label = `${collection.replace('census:', 'census of ').replaceAll('_', ' ')} of ${repositoryName}`;
    return { scope, label, collection, known: coverage.get(collection) ?? null };
  });
  known.set(coverage, { policy, scope, sources: sources.sort(byPlace) });
  return sources;
}

/** Tickets and approvals of a project, and the census of its source. */
export function ticketSources(world: TicketWorld, ticket: Placed): readonly ScopedCoverage[] {
  return [...world.coverageOf(ticket, ['tickets', 'approvals']), ...world.censusesOf(ticket.scope)];
}
