import type { Transaction } from '../db/pool.js';
import { additionOf } from './addition.js';
import type { LedgerKey } from './data-key.js';
import { enriched, rewritten } from './derived.js';
import { type Fact, type KnownFacts, lookUp, planned } from './facts.js';
import type { SealedEvent } from './sealed.js';

/** A leaf to be: an event, and the one that it is about when the ledger itself derived it. */
export interface PlannedLeaf {
  readonly fact: Fact;
  readonly event: SealedEvent;
  readonly of: Fact | null;
}

export interface Plan {
  readonly leaves: readonly PlannedLeaf[];
  readonly known: KnownFacts;
}

/** Which leaves these events make, beside what the ledger has: one after the other, as if each were appended alone. */
export async function plan(tx: Transaction, events: readonly SealedEvent[], key: LedgerKey): Promise<Plan> {
  const known: KnownFacts = new Map();
  let unknown: ReadonlySet<string> = new Set(events.map(({ eventId }) => eventId));
  // Twice at most in practice: an enrichment's id is known only when the event's bytes are.
  for (;;) {
    await lookUp(tx, [...unknown], known);
    const draft = leavesOf(events, known, key);
    if (draft.unknown.size === 0) return { leaves: draft.leaves, known };
    unknown = draft.unknown;
  }
}

function leavesOf(
  events: readonly SealedEvent[],
  known: KnownFacts,
  key: LedgerKey,
): { leaves: PlannedLeaf[]; unknown: ReadonlySet<string> } {
  const leaves: PlannedLeaf[] = [];
  const unknown = new Set<string>();
  const here = new Map<string, readonly Fact[]>();
  const take = (event: SealedEvent, of: Fact | null): void => {
    const { eventId } = event;
    if (!known.has(eventId)) unknown.add(eventId);
    const earlier = [...(known.get(eventId) ?? []), ...(here.get(eventId) ?? [])];
    const next = consequenceOf(event, earlier, key);
    if (next) return take(next.event, next.of);
    if (!isNew(event, earlier)) return;
    const fact = planned(event);
    here.set(eventId, [...(here.get(eventId) ?? []), fact]);
    leaves.push({ fact, event, of });
  };
  for (const event of events) take(event, null);
  return { leaves, unknown };
}

/** A fact is written once for each normaliser version that says something else of it than the version before. */
function isNew(event: SealedEvent, earlier: readonly Fact[]): boolean {
  const latest = latestOf(earlier);
  if (!latest) return true;
  return event.normaliserVersion > latest.normaliserVersion && !sameCore(event, latest);
}

/** What an event that the ledger has already still brings: an addition, or another core. */
function consequenceOf(event: SealedEvent, earlier: readonly Fact[], key: LedgerKey): { event: SealedEvent; of: Fact } | null {
  const of = earlier.find(({ normaliserVersion }) => normaliserVersion === event.normaliserVersion) ?? latestOf(earlier);
  if (!of || event.type === 'event.enriched') return null;
  if (event.type === 'event.rewritten' || sameCore(event, of)) {
    const addition = additionOf(event, of.said());
    return addition && { event: enriched(event, of, addition, key), of };
  }
  return of.normaliserVersion === event.normaliserVersion ? { event: rewritten(event, of), of } : null;
}

function latestOf(facts: readonly Fact[]): Fact | undefined {
  return facts.reduce<Fact | undefined>(
    (latest, fact) => (latest && latest.normaliserVersion > fact.normaliserVersion ? latest : fact),
    undefined,
  );
}

function sameCore(event: SealedEvent, fact: Fact): boolean {
  return Buffer.compare(event.coreDigest, fact.coreDigest) === 0;
}
