import type { Instant } from '#contract';
import { type ImplementationCase, momentOf, notCoveredUpTo, type ScopedCoverage } from '../../controls/index.js';
import type { ExecutionFacts, PolicyInForce, TicketFacts, Unread } from '../../correlate/index.js';
import type { Awaited } from '../awaits.js';
import type { Moment } from '../moment.js';

export interface Unlooked {
  readonly unread: Unread;
  /** What would have to be read; once it is, the record is made again. */
  readonly awaits: readonly Awaited[];
}

interface Gaze {
  readonly sentence: string;
  readonly awaited: Awaited;
}

/**
 * Where nobody looked for what the record of a ticket lacks: up to the start of its earliest implementation, and where
 * there is none, at all. Of deployments only what was never read: that would be another question at each transition.
 */
export function unreadOf(
  { world: all }: Moment,
  {
    earliest,
    ticket,
    inForce,
  }: { readonly earliest: ImplementationCase | null; readonly ticket: TicketFacts; readonly inForce: PolicyInForce },
): Unlooked {
  const world = all.trusting(inForce.policy);
  const upTo = earliest ? momentOf(earliest) : null;
  const of = (collection: string) => world.coverageOf(ticket, [collection]).flatMap((one) => gazeOf(one, upTo));
  const [tickets, approvals] = [of('tickets'), of('approvals')];
  const deployments = earliest ? [] : world.neverRead('deployments').flatMap((one) => gazeOf(one, null));
  const sentences = (all: readonly Gaze[]) => all.map(({ sentence }) => sentence);
  return {
    unread: { ticket: sentences(tickets), approvals: sentences(approvals), checks: [], deployments: sentences(deployments) },
    awaits: [...tickets, ...approvals, ...deployments].map(({ awaited }) => awaited),
  };
}

function gazeOf(coverage: ScopedCoverage, upTo: Instant | null): readonly Gaze[] {
  const { scope, label, collection, known } = coverage;
  if (upTo === null && known !== null && known.upTo !== null) return [];
  const missing = upTo === null ? null : notCoveredUpTo(coverage, upTo);
  if (upTo !== null && missing === null) return [];
  const refused = known?.state === 'DENIED' ? `The ${label} cannot be read: ${known.reason ?? 'the source refuses'}` : null;
  return [{ sentence: missing?.what ?? refused ?? `The ${label} were not read yet.`, awaited: { scope, collection, item: '', upTo } }];
}

export type ChecksUnread = (
  implementations: readonly ExecutionFacts[],
  upTo: Instant | null,
) => Pick<Unlooked, 'awaits'> & { readonly sentences: readonly string[] };

/** Where checks of the repositories of these implementations were not read up to a start. */
export async function checksUnread({ tx, state }: Moment, all: readonly ExecutionFacts[]): Promise<ChecksUnread> {
  const repositories = [...new Set(all.flatMap(({ repository }) => repository ?? []))].sort();
  const facts = await state.repositories(tx, repositories);
  return (implementations, upTo) => {
    const own = new Set(implementations.flatMap(({ repository }) => repository ?? []));
    const gazes = [...own].sort().flatMap((scope) => {
      const known = facts.get(scope)?.coverage.get('checks') ?? null;
      return gazeOf({ scope, label: `checks of ${facts.get(scope)?.info.name ?? scope}`, collection: 'checks', known }, upTo);
    });
    return { sentences: gazes.map(({ sentence }) => sentence), awaits: gazes.map(({ awaited }) => awaited) };
  };
}
