import type { Derived } from '../derived.js';
import type { CommitName } from '../first-brought.js';
import type { Moment } from '../moment.js';
import { currentRows, replace, type Row, type Versioned } from './versions.js';

export const RANGE: Versioned = {
  table: 'deployment_range',
  key: ['deployment'],
  by: 'deployment',
  columns: {
    service: 'text',
    environment: 'text',
    standing: 'text',
    outcome: 'text',
    start_from: 'timestamptz',
    start_to: 'timestamptz',
    end_from: 'timestamptz',
    end_to: 'timestamptz',
    relation: 'text',
    base: 'text',
    base_sha: 'text',
    carries: 'integer',
    takes_out: 'integer',
    undecided: 'text[]',
    deadlines: 'jsonb',
    takes_out_changes: 'text[]',
    own_changes: 'text[]',
  },
};

const COMMIT: Versioned = {
  table: 'deployment_commit',
  key: ['deployment', 'direction', 'sha'],
  by: 'deployment',
  columns: { repository: 'text' },
};

export const CHANGE: Versioned = {
  table: 'deployment_change',
  key: ['deployment', 'change', 'direction'],
  by: 'deployment',
  columns: { repository: 'text', commits: 'text[]' },
};

export interface TouchedChanges {
  /** Tickets whose commits they take out, or have taken out until now. */
  readonly takenOut: ReadonlySet<string>;
  /** Changes without a ticket that they make, or have made until now. */
  readonly ticketless: ReadonlySet<string>;
  /** Those that take commits out, and of which something is news. */
  readonly takers: readonly string[];
  /** The commits that these carry, or did until now; what carries something else brought it, or no longer. */
  readonly carried: readonly CommitName[];
  /** Deployments that are, or carry, something else than until now. */
  readonly moved: readonly string[];
  /** Others, which carry a change that they did not until now: somebody said so. */
  readonly joined: readonly string[];
  /** Those of them that stood elsewhere among the implementations of a change until now. */
  readonly replaced: ReadonlySet<string>;
}

/** What decides where a deployment stands among the implementations of a change. */
const PLACED = ['start_from', 'start_to', 'relation', 'standing'] as const;

/** Writes what the deployments are and carry. */
export async function writeRanges(
  { tx, at, factsStand }: Pick<Moment, 'tx' | 'at' | 'factsStand'>,
  current: { readonly ranges: readonly Row[]; readonly changes: readonly Row[] },
  derived: readonly Derived[],
): Promise<TouchedChanges> {
  const { begun, ended } = replace({ tx, at }, RANGE, current.ranges, derived.map(rangeRow));
  const changes = replace({ tx, at }, CHANGE, current.changes, derived.flatMap(changeRows));
  const before = (column: string) => ended.flatMap((row) => row[column] as readonly string[]);
  // Equal revision, base and relation carry the same commits: only the others are compared commit by commit, and those of some paths.
  const changed = new Set(begun.map((row) => String(row['deployment'])));
  const moved = derived.filter((one) => one.byPaths === true || changed.has(one.facts.deployment));
  const now = new Map(begun.map((row) => [row['deployment'], row]));
  const isPlaced = (row: Row) => PLACED.every((name) => row[name] === now.get(row['deployment'])?.[name]);
  const replaced = ended.filter((row) => row['start_from'] !== null && !isPlaced(row));
  // Where facts stand, what they take out hears of nothing else; the record of a change without a ticket rests on their own verdicts.
  const told = new Set([...changed, ...[...changes.begun, ...changes.ended].map((row) => String(row['deployment']))]);
  const news = factsStand ? derived.filter(({ unit }) => told.has(unit)) : derived;
  const touched: Omit<TouchedChanges, 'carried'> = {
    moved: moved.map((one) => one.facts.deployment),
    joined: [...new Set(changes.begun.map((row) => String(row['deployment'])))].filter((name) => !changed.has(name)),
    replaced: new Set(replaced.map((row) => String(row['deployment']))),
    takenOut: new Set([...before('takes_out_changes'), ...news.flatMap(({ tracing }) => [...tracing.takenOut.keys()])]),
    ticketless: new Set([...before('own_changes'), ...derived.flatMap((one) => one.ticketless)]),
    takers: news.filter(({ contents }) => contents.takesOut.length > 0).map(({ unit }) => unit),
  };
  if (moved.length === 0) return { ...touched, carried: [] };
  // Without a range until now it carried nothing.
  const again = touched.moved.filter((unit) => current.ranges.some((row) => row['deployment'] === unit));
  const stood = again.length > 0 ? await currentRows(tx, COMMIT, again) : [];
  const rows = moved.flatMap(commitRows);
  replace({ tx, at }, COMMIT, stood, rows);
  const carried = [...stood, ...rows].filter((row) => row['direction'] === 'CARRIES');
  return { ...touched, carried: carried.map((row) => ({ repository: String(row['repository']), sha: String(row['sha']) })) };
}

/** What stands of deployments of which nothing stood before. */
export function firstRows(derived: readonly Derived[]): readonly (readonly [Versioned, readonly Row[]])[] {
  return [
    [RANGE, derived.map(rangeRow)],
    [CHANGE, derived.flatMap(changeRows)],
    [COMMIT, derived.flatMap(commitRows)],
  ];
}

function rangeRow({ facts, run, standing, contents, service, reviews, tracing, ticketless }: Derived): Row {
  return {
    deployment: facts.deployment,
    service: service ?? facts.repository ?? facts.deployment,
    environment: facts.environment ?? '',
    standing,
    outcome: run.outcome,
    start_from: run.start?.at.from ?? null,
    start_to: run.start?.at.to ?? null,
    end_from: run.end?.at.from ?? null,
    end_to: run.end?.at.to ?? null,
    relation: contents.relation,
    base: contents.base,
    base_sha: contents.baseSha,
    carries: contents.carries.length,
    takes_out: contents.takesOut.length,
    undecided: contents.undecided,
    deadlines: reviews,
    takes_out_changes: [...tracing.takenOut.keys()].sort(),
    own_changes: ticketless,
  };
}

function commitRows({ facts, contents }: Derived): readonly Row[] {
  const row = (direction: string) => (sha: string) => ({
    deployment: facts.deployment,
    direction,
    sha,
    repository: facts.repository ?? '',
  });
  return [...contents.carries.map(row('CARRIES')), ...contents.takesOut.map(row('TAKES_OUT'))];
}

function changeRows({ facts, tracing }: Derived): readonly Row[] {
  const row = (direction: string) => (change: string) => {
    const commits = direction === 'CARRIES' ? tracing.carriedCommits : tracing.takenOutCommits;
    return { deployment: facts.deployment, change, direction, repository: facts.repository ?? '', commits: commits.get(change) ?? [] };
  };
  return [...[...tracing.carried.keys()].map(row('CARRIES')), ...[...tracing.takenOut.keys()].map(row('TAKES_OUT'))];
}
