import fc from 'fast-check';
import { type Instant, instantOf, type Interval } from '#contract';
import type { DeploymentFacts, Outcome, Run, StatusFact } from '../../src/correlate/index.js';
import { sha } from './commits.js';

const EPOCH = Date.parse('2026-03-01T00:00:00Z') * 1000;
const SECOND = 1_000_000;

/** So many seconds into March 2026. */
export function second(n: number): Instant {
  return instantOf(EPOCH + Math.round(n * SECOND));
}

/** [from, to) in seconds; one second wide without a `to`. */
export function span(from: number, to = from + 1): Interval {
  return { from: second(from), to: second(to) };
}

interface RunPlan {
  readonly start: Interval | null;
  readonly startId?: string | null;
  readonly end?: Interval | null;
  readonly endId?: string;
  readonly outcome?: Outcome;
  readonly source?: string;
  readonly revision?: number | null;
}

export function run(deployment: string, plan: RunPlan): Run {
  const { start, startId = null, end = null, endId = '0', outcome = 'SUCCEEDED', source = 'a', revision = 1 } = plan;
  return {
    deployment,
    source,
    sha: revision === null ? null : sha(revision),
    environment: 'production',
    start: start && { at: start, sequence: startId },
    end: end && { at: end, sequence: endId },
    outcome,
    endExpectedBy: null,
  };
}

export function status(id: string, kind: 'STARTED' | 'FINISHED', at: Interval, outcome: StatusFact['outcome'] = null): StatusFact {
  return { status: id, kind, outcome: kind === 'FINISHED' ? (outcome ?? 'SUCCEEDED') : null, environment: null, at, seq: Number(id) };
}

export function facts(statuses: readonly StatusFact[], requested: Interval | null = null): DeploymentFacts {
  return {
    deployment: 'deployment:a:1',
    source: 'a',
    repository: 'repository:a:1',
    environment: 'production',
    sha: sha(1),
    gitRef: null,
    productionMark: null,
    creator: null,
    requested,
    requestedSeq: null,
    statuses,
  };
}

/** Close together, so that they overlap, tie and hide each other: two sources, wide starts, failures, few revisions. */
const anyRun = fc.record({
  source: fc.constantFrom('a', 'b'),
  begin: fc.integer({ min: 0, max: 60 }),
  /** A start without a status of its own is as wide as the wait for the first one. */
  width: fc.integer({ min: 1, max: 12 }),
  isNumbered: fc.boolean(),
  lasts: fc.integer({ min: 0, max: 8 }),
  outcome: fc.constantFrom<Outcome>('SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'RUNNING'),
  revision: fc.integer({ min: 1, max: 3 }),
});

/** Runs whose sequence numbers agree with their times, as those of a real tool do. */
export const anyRuns: fc.Arbitrary<readonly Run[]> = fc.array(anyRun, { minLength: 1, maxLength: 9 }).chain((plans) =>
  fc
    .shuffledSubarray(
      plans.map((_, n) => n),
      { minLength: plans.length },
    )
    .map((ranks) =>
      plans.map(({ source, begin, width, isNumbered, lasts, outcome, revision }, n) => {
        const start = span(begin, isNumbered ? begin + 1 : begin + width);
        const endsAt = (isNumbered ? begin : begin + width - 1) + lasts;
        const numberAt = (moment: number, phase: number) => String(10_000 + moment * 100 + phase * 50 + ranks[n]!);
        return run(`deployment:${source}:${n}`, {
          source,
          revision,
          outcome,
          start,
          startId: isNumbered ? numberAt(begin, 0) : null,
          end: outcome === 'RUNNING' ? null : span(endsAt),
          endId: numberAt(endsAt, 1),
        });
      }),
    ),
);
