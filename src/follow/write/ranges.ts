import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Derived } from '../evaluate.js';
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
  },
};

const COMMIT: Versioned = {
  table: 'deployment_commit',
  key: ['deployment', 'direction', 'sha'],
  by: 'deployment',
  columns: { repository: 'text' },
};

/** Writes what the deployments are and carry. */
export async function writeRanges(tx: Transaction, derived: readonly Derived[], at: Instant): Promise<void> {
  const names = derived.map((one) => one.facts.deployment);
  const { begun } = await replaceCurrent({ tx, at }, RANGE, names, derived.map(rangeRow));
  // Equal revision, base and relation carry the same commits: only the others are compared commit by commit.
  const changed = new Set(begun.map((row) => String(row['deployment'])));
  const moved = derived.filter((one) => changed.has(one.facts.deployment));
  if (moved.length === 0) return;
  await replaceCurrent(
    { tx, at },
    COMMIT,
    moved.map((one) => one.facts.deployment),
    moved.flatMap(commitRows),
  );
}

function rangeRow({ facts, run, standing, contents, service }: Derived): Row {
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
