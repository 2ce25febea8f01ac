import type { Instant, Interval } from '#contract';
import type { Trust } from './trust.js';

export type ExecutionPurpose = 'IMPLEMENTATION' | 'BACKOUT' | 'VALIDATION' | 'PREPARATION';
export type ExecutionOutcome = 'SUCCEEDED' | 'SUCCEEDED_WITH_ISSUES' | 'FAILED' | 'CANCELLED';

/** A run of a job or script, as its events tell it, in whatever order they came. */
export interface JobRunFacts {
  readonly execution: string;
  readonly source: string;
  readonly job: string | null;
  readonly kind: string | null;
  readonly step: string | null;
  readonly purpose: ExecutionPurpose | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly operator: string | null;
  readonly started: Interval | null;
  readonly startedSeq: number | null;
  readonly finished: Interval | null;
  readonly finishedSeq: number | null;
  readonly outcome: ExecutionOutcome | null;
  readonly returnCode: string | null;
}

export type AssetStep = 'REVIEWED' | 'APPROVED' | 'SCHEDULED' | 'MOVED' | 'VALIDATED' | 'CLOSED';

/** A step of an affected asset of a change. */
export interface AssetStepFacts {
  readonly asset: string;
  readonly source: string;
  readonly kind: string;
  readonly name: string;
  readonly step: AssetStep;
  readonly actor: string | null;
  /** Null where the source does not date it. */
  readonly at: Interval | null;
  readonly seq: number;
}

/** What a person attached to a thing. */
export interface EvidenceFacts {
  readonly kind: 'FILE' | 'LINK' | 'NOTE';
  /** Which content of the record it shows, in the words of `RECORD_CONTENTS`. */
  readonly shows: string | null;
  readonly by: string;
  readonly recordedAt: Instant;
  readonly seq: number;
}

/** A run that implements a change, as far as anybody vouches for it. */
export interface ManualStart {
  readonly execution: JobRunFacts;
  readonly at: Interval;
  readonly seq: number;
}

/**
 * The first of the runs that implement a change: any whose purpose is not another one. One of which only the end is known
 * started between `since` and that.
 */
export function firstExecution(executions: readonly JobRunFacts[], since: Interval | null, trust: Trust): ManualStart | null {
  const starts = executions
    .filter(({ purpose }) => purpose === null || purpose === 'IMPLEMENTATION')
    .flatMap((execution) => startOfRun(execution, since, trust) ?? []);
  return starts.reduce<ManualStart | null>((first, one) => (first === null || isEarlier(one, first) ? one : first), null);
}

/** When a run started; one of which only the end is known, between `since` and that. Null where nobody vouches for either. */
export function startOfRun(execution: JobRunFacts, since: Interval | null, trust: Trust): ManualStart | null {
  const { source, started, startedSeq, finished, finishedSeq } = execution;
  if (started && startedSeq !== null && trust(source, 'execution.started')) return { execution, at: started, seq: startedSeq };
  if (!finished || finishedSeq === null || !trust(source, 'execution.finished')) return null;
  const from = since && since.from < finished.from ? since.from : finished.from;
  return { execution, at: { from, to: finished.to }, seq: finishedSeq };
}

function isEarlier(one: ManualStart, other: ManualStart): boolean {
  return one.at.from === other.at.from ? one.execution.execution < other.execution.execution : one.at.from < other.at.from;
}
