import type { Instant, Outcome } from '#contract';
import type { JobRunFacts } from '../operations.js';
import { type RecordFacts, type SaidOutcome, seqsOf } from './record-facts.js';

/** The numbers of the events of runs. */
export function seqsOfRuns(runs: readonly JobRunFacts[]): readonly number[] {
  return seqsOf(runs.flatMap(({ startedSeq, finishedSeq }) => [startedSeq, finishedSeq]).filter((seq) => seq !== null));
}

/** As sentences: what ran, and how it ended. */
export function sentencesOfRuns(runs: readonly JobRunFacts[]): readonly string[] {
  return runs.map(({ job, execution, outcome, returnCode }) => {
    const code = returnCode === null ? '' : `, return code ${returnCode}`;
    return `${job ?? execution} ${outcome === null ? 'has no known end' : `ended ${outcome}${code}`}.`;
  });
}

/**
 * What the runs of jobs say of the outcome of a change that no deployment carries: a backout that ended well after the last
 * implementing run speaks first, then whether all of these ended well. Null where none implements it.
 */
export function outcomeOfRuns({ runs = [], implementations }: Pick<RecordFacts, 'runs' | 'implementations'>): SaidOutcome | null {
  if (implementations.some(({ deployment }) => deployment !== null)) return null;
  const implementing = runs.filter(({ purpose }) => purpose === null || purpose === 'IMPLEMENTATION');
  if (implementing.length === 0) return null;
  const lastEnd = latest(implementing);
  const backout = runs.filter(
    (one) => one.purpose === 'BACKOUT' && isWell(one) && lastEnd !== null && (one.finished?.from ?? '') >= lastEnd,
  );
  const decisive = backout.length > 0 ? backout : implementing;
  const outcome = backout.length > 0 ? 'BACKED_OUT' : together(implementing);
  const sentence = `${outcome}: ${sentencesOfRuns(decisive).join(' ')}`;
  return { outcome, at: outcome === 'UNKNOWN' ? null : latest(decisive), sentence, seqs: seqsOfRuns(decisive) };
}

function together(runs: readonly JobRunFacts[]): Outcome {
  if (runs.some(({ outcome }) => outcome === null || outcome === 'CANCELLED')) return 'UNKNOWN';
  const failed = runs.filter(({ outcome }) => outcome === 'FAILED').length;
  if (failed > 0) return failed === runs.length ? 'FAILED' : 'PARTIALLY_COMPLETED';
  return runs.some(({ outcome }) => outcome === 'SUCCEEDED_WITH_ISSUES') ? 'SUCCESSFUL_WITH_ISSUES' : 'SUCCESSFUL';
}

function isWell({ outcome }: JobRunFacts): boolean {
  return outcome === 'SUCCEEDED' || outcome === 'SUCCEEDED_WITH_ISSUES';
}

function latest(runs: readonly JobRunFacts[]): Instant | null {
  return runs.reduce<Instant | null>(
    (last, { finished }) => (finished && (last === null || finished.from > last) ? finished.from : last),
    null,
  );
}
