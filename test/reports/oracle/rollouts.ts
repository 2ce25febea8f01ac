import { broughtInBy, reachIn, ticketsOf, undoneIn, without } from './carried.js';
import type { Deployment, Things } from './things.js';

/** A deployment with what it brought and took away (controls.md, Terms: Base, Carries). */
export interface Rolled {
  readonly ref: string;
  readonly service: string;
  /** As the tool calls it. */
  readonly environment: string;
  /** Service, environment and target as policy calls them. */
  readonly place: string;
  readonly isProduction: boolean;
  readonly start: string;
  readonly startTo: string;
  readonly end: string | null;
  readonly outcome: string;
  readonly relation: string;
  readonly base: string | null;
  readonly carries: readonly string[];
  /** Merged pull requests that brought carried commits in. */
  readonly pulls: readonly string[];
  /** The changes that it carries, and those that it takes out. */
  readonly tickets: readonly string[];
  readonly takesOut: readonly string[];
  /** The commits that it takes out. */
  readonly removed: readonly string[];
  /** Carried commits that came through no pull request and lead to no change. */
  readonly direct: readonly string[];
  /** Whether any carried commit leads to a change, undone or not. */
  readonly leadsSomewhere: boolean;
}

type Placed = Deployment & Pick<Rolled, 'service' | 'place' | 'isProduction' | 'start' | 'startTo' | 'end' | 'outcome'>;

/** Every deployment that started. `now`: who has no end 24 h after the start has none. */
export function rolledOut(things: Things, now: string): readonly Rolled[] {
  const reach = reachIn(things);
  const broughtIn = broughtInBy(things, reach);
  const leadsTo = ticketsOf(things, broughtIn);
  const placed = [...things.deployments.values()].flatMap((one) => placedIn(things, one, now));
  return placed.map((one): Rolled => {
    const base = baseOf(one, placed);
    const range = rangeOf(one, base, things, reach);
    const undone = undoneIn(range.carries, things, broughtIn);
    const arrives = range.carries.filter((sha) => !undone.has(sha));
    const distinct = (shas: readonly string[]) => [...new Set(shas.flatMap((sha) => [...leadsTo(sha)]))].sort();
    return {
      ...one,
      ...range,
      base: base?.ref ?? null,
      pulls: [...new Set(range.carries.flatMap((sha) => broughtIn.get(sha) ?? []))],
      tickets: distinct(arrives),
      takesOut: distinct(range.takesOut),
      removed: range.takesOut,
      direct: range.carries.filter((sha) => !broughtIn.has(sha) && leadsTo(sha).size === 0),
      leadsSomewhere: distinct(range.carries).length > 0,
    };
  });
}

function placedIn({ policy, names }: Things, one: Deployment, now: string): readonly Placed[] {
  if (one.started === null) return [];
  const mapped = policy.environments[one.environment];
  const name = names.get(one.repository) ?? '';
  const service = Object.entries(policy.services).find(([, { repositories }]) => repositories.includes(name))?.[0] ?? one.repository;
  const place = [service, mapped?.environment ?? one.environment, mapped?.target ?? ''].join(' ');
  const isLate = Date.parse(now) >= Date.parse(one.started.to) + 86_400_000;
  return [
    {
      ...one,
      ...{ service, place, isProduction: mapped ? mapped.production : one.isMarked },
      ...{ start: one.started.from, startTo: one.started.to, end: one.ended?.from ?? null },
      outcome: one.outcome ?? (isLate ? 'UNKNOWN' : 'RUNNING'),
    },
  ];
}

/** The last before it in its place that succeeded and had ended. */
function baseOf(one: Placed, all: readonly Placed[]): Placed | null {
  const before = all.filter(
    (other) =>
      other.place === one.place && other.outcome === 'SUCCEEDED' && other.start < one.start && other.end !== null && other.end <= one.start,
  );
  return before.sort((a, b) => (a.start < b.start ? -1 : 1)).at(-1) ?? null;
}

const NOTHING: { readonly carries: readonly string[]; readonly takesOut: readonly string[] } = { carries: [], takesOut: [] };

function rangeOf(one: Placed, base: Placed | null, { policy, names }: Things, reach: ReturnType<typeof reachIn>) {
  if (base?.sha === one.sha) return { relation: 'REDEPLOYMENT', ...NOTHING };
  const baseline = policy.baselines[names.get(one.repository) ?? ''];
  if (base === null && baseline === undefined) throw new Error('These loops know no history without a baseline.');
  const [own, before] = [reach(one.sha), reach(base?.sha ?? baseline ?? '')];
  if (own === null || before === null) return { relation: 'UNDECIDED', ...NOTHING };
  const [carries, takesOut] = [without(own, before), without(before, own)];
  const relation =
    takesOut.length === 0 ? (carries.length === 0 ? 'REDEPLOYMENT' : 'FORWARD') : carries.length === 0 ? 'ROLLBACK' : 'SIDEWAYS';
  return { relation, carries, takesOut };
}
