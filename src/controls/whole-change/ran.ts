import type { Instant } from '#contract';
import { type JobRunFacts, some, type Truth } from '../../correlate/index.js';
import type { ChangeCase } from '../change-case.js';
import { latest } from './answers.js';

interface RunsFailed {
  /** Whether the last implementing run in some environment failed. */
  readonly failed: Truth;
  readonly sentences: readonly string[];
  readonly events: readonly number[];
  readonly last: Instant | null;
}

/** Of a change that jobs and scripts implement, how the last run of each job in each environment ended. */
export function runsFailed({ runs }: ChangeCase): RunsFailed {
  const implementing = runs.filter(({ purpose }) => purpose === null || purpose === 'IMPLEMENTATION');
  const lasts = new Map<string, JobRunFacts>();
  for (const run of implementing) lasts.set(`${run.environment ?? ''} ${run.job ?? run.execution}`, run);
  const ended = [...lasts.values()].map((run) => ({ run, failed: hasFailed(run) }));
  const told = ended.filter(({ failed }) => failed !== 'NO');
  return {
    failed: some(ended.map(({ failed }) => failed)),
    sentences: told.map(({ run, failed }) => `the run of ${run.job ?? run.execution} ${failed === 'YES' ? 'failed' : 'has no known end'}`),
    events: implementing.flatMap(({ startedSeq, finishedSeq }) => [startedSeq, finishedSeq].filter((seq) => seq !== null)),
    last: latest(implementing.map(({ started, finished }) => (finished ?? started)?.to)),
  };
}

function hasFailed({ outcome }: JobRunFacts): Truth {
  if (outcome === 'FAILED') return 'YES';
  return outcome === 'SUCCEEDED' || outcome === 'SUCCEEDED_WITH_ISSUES' ? 'NO' : 'UNKNOWN';
}
