import { plusMs, type Instant, type Interval } from '#contract';
import type { DeploymentFacts, StatusFact } from './facts.js';

export type Outcome = 'REQUESTED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'UNKNOWN';

/** A moment of a run: when, and the tool's sequence number where it has one. */
export interface Moment {
  readonly at: Interval;
  readonly sequence: string | null;
}

/** When a deployment started and ended, and how (`controls.md`, Terms: Deployment). */
export interface Run {
  readonly deployment: string;
  readonly source: string;
  readonly sha: string | null;
  readonly environment: string | null;
  readonly start: Moment | null;
  readonly end: Moment | null;
  readonly outcome: Outcome;
  /** Without an end by then, the outcome is UNKNOWN. */
  readonly endExpectedBy: Instant | null;
  /** Other deployments that it names: reports of one and the same. */
  readonly names?: readonly string[];
}

const END_EXPECTED_MS = 24 * 3600_000;

/**
 * Start is the tool's own (the first STARTED); without one, the interval from creation to the first later status.
 * End is the last FINISHED in the tool's sequence. `clock` is the judge's.
 */
export function runOf(facts: DeploymentFacts, clock: Instant): Run {
  const statuses = [...facts.statuses].sort((a, b) => compareSequence(a.status, b.status));
  const finished = statuses.filter((status) => status.kind === 'FINISHED').at(-1) ?? null;
  const start = startOf(facts, statuses);
  const due = start && !finished ? plusMs(start.at.to, END_EXPECTED_MS) : null;
  return {
    deployment: facts.deployment,
    source: facts.source,
    sha: facts.sha,
    environment: facts.environment,
    start,
    end: finished && { at: finished.at, sequence: finished.status },
    outcome: outcomeOf(start, finished, due !== null && due <= clock),
    endExpectedBy: due,
    names: facts.names ?? [],
  };
}

function startOf(facts: DeploymentFacts, statuses: readonly StatusFact[]): Moment | null {
  const started = statuses.find((status) => status.kind === 'STARTED');
  if (started) return { at: started.at, sequence: started.status };
  const first = statuses[0];
  if (!first) return null;
  const from = facts.requested && facts.requested.from < first.at.to ? facts.requested.from : first.at.from;
  return { at: { from, to: first.at.to }, sequence: null };
}

function outcomeOf(start: Moment | null, finished: StatusFact | null, overdue: boolean): Outcome {
  if (finished) return finished.outcome ?? 'UNKNOWN';
  if (!start) return 'REQUESTED';
  return overdue ? 'UNKNOWN' : 'RUNNING';
}

/** Ids of one tool: decimal numbers of any length, then text. Numbers stand before all text, or the order would have circles (9, 10, 1a). */
export function compareSequence(a: string, b: string): number {
  const isNumber = /^\d+$/.test(a);
  if (isNumber !== /^\d+$/.test(b)) return isNumber ? -1 : 1;
  if (isNumber && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
