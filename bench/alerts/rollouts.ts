import { randomBytes } from 'node:crypto';
import { type Draft, instantOf, ref } from '#contract';
import type { Sql } from '../../src/db/pool.js';
import { append, seal } from '../../src/ledger/index.js';
import { BENCH_KEY } from '../hub.js';

export interface RolloutOptions {
  readonly source: string;
  readonly perSecond: number;
  readonly count: number;
}

/** The rule that such a rollout breaks, by what is there: nothing has to be read. */
export const RULE = 'untraceable-deployment';
/** Repositories by turns, so that one lane holds not all. */
const REPOSITORIES = 20;
const BEGIN_MICROS = Date.UTC(2025, 0, 1) * 1000;

/** What the hub calls the nth rollout. */
export function rolloutRef(source: string, nth: number): string {
  return `deployment:${source}:${nth}`;
}

/**
 * Production deployments that name no revision, `perSecond` of them, two events each, recorded as the normalise loop
 * records: all that came in the meantime in one transaction. Answers when each was recorded, in milliseconds since 1970.
 */
export async function recordRollouts(sql: Sql, { source, perSecond, count }: RolloutOptions): Promise<readonly number[]> {
  const recordedAt: number[] = [];
  const begin = performance.now();
  while (recordedAt.length < count) {
    const next = recordedAt.length;
    const due = Math.min(count, Math.floor(((performance.now() - begin) / 1000) * perSecond) + 1);
    if (due > next) {
      const drafts = Array.from({ length: due - next }, (_, nth) => draftsOf(next + nth)).flat();
      await record(sql, source, drafts);
      recordedAt.push(...Array<number>(due - next).fill(Date.now()));
    } else {
      await new Promise((resolve) => setTimeout(resolve, begin + (next * 1000) / perSecond - performance.now()));
    }
  }
  return recordedAt;
}

async function record(sql: Sql, source: string, drafts: readonly Draft[]): Promise<void> {
  const context = { source, normaliser: 'github/1', normaliserVersion: 1, delivery: null };
  const sealed = drafts.map((draft) => seal(draft, context, BENCH_KEY, () => randomBytes(16)));
  await sql.begin((tx) => append(tx, sealed, { key: BENCH_KEY }));
}

function draftsOf(nth: number): readonly Draft[] {
  const [id, subject] = [String(nth), ref('deployment', String(nth))];
  const micros = BEGIN_MICROS + nth * 60_000_000;
  const occurredAt = { from: instantOf(micros), to: instantOf(micros + 1_000_000) };
  const common = { subject, occurredAt, timeFrom: 'CORE' as const, mentions: [] };
  const place = { repository: ref('repository', String(4100 + (nth % REPOSITORIES))), environment: 'production' };
  return [
    {
      ...common,
      type: 'deployment.requested',
      identity: { kind: 'deployment', natural: [id], transition: 'requested' },
      core: { ...place, productionMark: true },
    },
    {
      ...common,
      type: 'deployment.started',
      identity: { kind: 'deployment_status', natural: [id], transition: 'started' },
      core: { deployment: subject, statusId: id, environment: 'production' },
    },
  ];
}
