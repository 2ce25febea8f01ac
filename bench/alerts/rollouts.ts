import { randomBytes } from 'node:crypto';
import { type Draft, instantOf, type Mention, ref } from '#contract';
import type { Sql } from '../../src/db/pool.js';
import { append, seal } from '../../src/ledger/index.js';
import { BENCH_KEY } from '../hub.js';

export interface RolloutOptions {
  readonly source: string;
  readonly perSecond: number;
  readonly count: number;
  readonly draftsOf: (nth: number) => readonly Draft[];
}

/** The rule that such a rollout breaks, by what is there: nothing has to be read. */
export const RULE = 'untraceable-deployment';
/** Repositories by turns, so that one lane holds not all. */
export const FIRST_REPOSITORY = 4_100;
const REPOSITORIES = 20;
const BEGIN_MICROS = Date.UTC(2025, 0, 1) * 1000;

/** What the hub calls the nth rollout. */
export function rolloutRef(source: string, nth: number): string {
  return `deployment:${source}:${nth}`;
}

/**
 * `perSecond` rollouts, recorded as the normalise loop records: all that came in the meantime in one transaction. Answers
 * when each was recorded, in milliseconds since 1970.
 */
export async function recordRollouts(sql: Sql, { source, perSecond, count, draftsOf }: RolloutOptions): Promise<readonly number[]> {
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

const BACKLOG_AT_ONCE = 100;
/** Far from the numbers and the repositories of the load. */
const [BACKLOG_FIRST, BACKLOG_REPOSITORY, BACKLOG_REPOSITORIES] = [1_000_000, 8_000, 500];

/** So many nameless rollouts elsewhere, as fast as they are recorded. */
export async function recordBacklog(sql: Sql, { source, count }: { readonly source: string; readonly count: number }): Promise<void> {
  for (let from = 0; from < count; from += BACKLOG_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(BACKLOG_AT_ONCE, count - from) }, (_, nth) => from + nth);
    const drafts = numbers.flatMap((nth) => nameless(BACKLOG_FIRST + nth, BACKLOG_REPOSITORY + (nth % BACKLOG_REPOSITORIES)));
    await record(sql, source, drafts);
  }
}

async function record(sql: Sql, source: string, drafts: readonly Draft[]): Promise<void> {
  const context = { source, normaliser: 'github/1', normaliserVersion: 1, delivery: null };
  const sealed = drafts.map((draft) => seal(draft, context, BENCH_KEY, () => randomBytes(16)));
  await sql.begin((tx) => append(tx, sealed, { key: BENCH_KEY }));
}

/** A production deployment that names no revision, in two events: by them alone it is a gap. */
export function namelessRollout(nth: number, repositories = REPOSITORIES): readonly Draft[] {
  return nameless(nth, FIRST_REPOSITORY + (nth % repositories));
}

function nameless(nth: number, repository: number): readonly Draft[] {
  return rollout(nth, { repository, sha: null, startMicros: BEGIN_MICROS + nth * 60_000_000, mentions: [] });
}

export interface Rollout {
  readonly repository: number;
  readonly sha: string | null;
  readonly startMicros: number;
  readonly mentions: readonly Mention[];
}

/** A production deployment, requested and started. */
export function rollout(nth: number, { repository, sha, startMicros, mentions }: Rollout): readonly Draft[] {
  const [id, subject] = [String(nth), ref('deployment', String(nth))];
  const occurredAt = { from: instantOf(startMicros), to: instantOf(startMicros + 1_000_000) };
  const common = { subject, occurredAt, timeFrom: 'CORE' as const };
  const place = { repository: ref('repository', String(repository)), environment: 'production', ...(sha === null ? {} : { sha }) };
  return [
    {
      ...common,
      type: 'deployment.requested',
      identity: { kind: 'deployment', natural: [id], transition: 'requested' },
      core: { ...place, productionMark: true },
      mentions,
    },
    {
      ...common,
      type: 'deployment.started',
      identity: { kind: 'deployment_status', natural: [id], transition: 'started' },
      core: { deployment: subject, statusId: id, environment: 'production' },
      mentions: [],
    },
  ];
}
