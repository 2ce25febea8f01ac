import type { Derived } from './derived.js';
import { evaluateAll } from './evaluate.js';
import type { CarriedBy } from './load/carried-by.js';
import { loadDeployments } from './load/deployments.js';
import type { Moment } from './moment.js';

/** What became other of deployments and links just now. */
interface Touched {
  /** What is something else than until now, carries something else, or another change. */
  readonly moved: readonly string[];
  readonly replaced: ReadonlySet<string>;
  /** Tickets that some of them carried until now. */
  readonly left: ReadonlySet<string>;
}

/** The changes of which an implementation moved. */
export function touchedChanges(derived: readonly Derived[], { moved, left }: Pick<Touched, 'moved' | 'left'>): readonly string[] {
  const names = new Set(moved);
  const carried = derived.flatMap(({ unit, tracing }) => (names.has(unit) ? [...tracing.carried.keys()] : []));
  return [...new Set([...left, ...carried])].sort();
}

/**
 * Whether an implementation does more than an earlier one of the same change is asked once these stand: what comes later
 * than one that moved is judged again, also where nothing new was said of it. The newest has none behind it.
 */
export async function withLater(moment: Moment, derived: readonly Derived[], touched: Touched): Promise<readonly Derived[]> {
  const names = new Set(touched.moved);
  const moved = derived.filter(({ unit }) => names.has(unit));
  const tickets = touchedChanges(derived, touched);
  if (tickets.length === 0) return derived;
  const ofChanges = await moment.nearby.of(tickets.length).ofChanges(tickets);
  const replaced = moved.filter(({ unit }) => touched.replaced.has(unit)).flatMap(({ tracing }) => [...tracing.carried.keys()]);
  const anew = new Set([...touched.left, ...replaced]);
  const later = new Set([...ofChanges].flatMap(([ticket, { carriedBy }]) => behind(carriedBy, anew.has(ticket), names)));
  if (later.size === 0) return derived;
  const known = new Map(derived.map((one) => [one.unit, one.facts]));
  const others = await loadDeployments(
    moment.tx,
    [...later].filter((unit) => !known.has(unit)),
  );
  const facts = [...[...later].flatMap((unit) => known.get(unit) ?? []), ...others];
  const settled = new Map((await evaluateAll(moment, facts)).map((one) => [one.unit, one]));
  return [...derived.map((one) => settled.get(one.unit) ?? one), ...[...settled.values()].filter(({ unit }) => !known.has(unit))];
}

function behind(all: readonly CarriedBy[], isAnew: boolean, moved: ReadonlySet<string>): readonly string[] {
  const names = all.map(({ deployment }) => deployment);
  const first = isAnew ? -1 : names.findIndex((name) => moved.has(name));
  return isAnew || first >= 0 ? names.slice(first + 1) : [];
}
