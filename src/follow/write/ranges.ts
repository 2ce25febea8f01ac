import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Derived } from '../derived.js';
import { replaceCurrent, type Row, type Versioned } from './versions.js';

const RANGE: Versioned = {
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

export interface TouchedChanges {
  /** Tickets whose commits they take out, or have taken out until now. */
  readonly takenOut: ReadonlySet<string>;
  /** Changes without a ticket that they make, or have made until now. */
  readonly ticketless: ReadonlySet<string>;
}

/** Writes what the deployments are and carry. */
export async function writeRanges(tx: Transaction, derived: readonly Derived[], at: Instant): Promise<TouchedChanges> {
  const names = derived.map((one) => one.facts.deployment);
  const { begun, ended } = await replaceCurrent({ tx, at }, RANGE, names, derived.map(rangeRow));
  const before = (column: string) => ended.flatMap((row) => row[column] as readonly string[]);
  const touched: TouchedChanges = {
    takenOut: new Set([...before('takes_out_changes'), ...derived.flatMap(({ tracing }) => [...tracing.takenOut])]),
    ticketless: new Set([...before('own_changes'), ...derived.flatMap((one) => one.ticketless)]),
  };
  // Equal revision, base and relation carry the same commits: only the others are compared commit by commit.
  const changed = new Set(begun.map((row) => String(row['deployment'])));
  const moved = derived.filter((one) => changed.has(one.facts.deployment));
  if (moved.length === 0) return touched;
  await replaceCurrent(
    { tx, at },
    COMMIT,
    moved.map((one) => one.facts.deployment),
    moved.flatMap(commitRows),
  );
  return touched;
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
    takes_out_changes: [...tracing.takenOut].sort(),
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
