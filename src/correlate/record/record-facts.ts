import type { Answer, Instant, Interval, Outcome as OutcomeWord, RecordContent, RecordContentState, RecordKind } from '#contract';
import type { DecisionFact, TicketFacts } from '../facts.js';
import type { ClockTime } from '../field-at.js';
import type { AssetStepFacts, EvidenceFacts, JobRunFacts } from '../operations.js';
import type { Persons } from '../persons.js';
import type { Outcome } from '../run.js';

/** A production deployment that carries a change or takes it out; without one, a run of a job or script, or what was done by hand. */
export interface ExecutionFacts {
  /** The deployment, or the run of a job; null: done by hand, and no tool shows a result. */
  readonly deployment: string | null;
  readonly source: string;
  readonly repository: string | null;
  /** What policy calls the service; empty of a manual execution. */
  readonly service: string;
  /** As the tool calls it; empty of a manual execution. */
  readonly environment: string;
  readonly start: Interval;
  readonly end: Interval | null;
  readonly outcome: Outcome;
  readonly starter: string | null;
  /** It succeeded with issues, as its tool says. */
  readonly hadIssues?: boolean;
  /** Sequence numbers of its own events, ascending. */
  readonly events: readonly number[];
}

/** A check of a revision of the change that ended. */
export interface CheckFacts {
  readonly check: string;
  readonly name: string;
  /** In upper case, as the tool says: SUCCESS, FAILURE … */
  readonly conclusion: string;
  readonly sha: string;
  readonly at: Interval | null;
  readonly source: string;
  readonly seq: number;
}

/** What a rule says of the change, or of one of its implementations. */
export interface RuleAnswer {
  readonly rule: string;
  readonly subject: string;
  readonly answer: Answer;
  readonly sentence: string;
  readonly events: readonly number[];
}

/** Why what is not there may be there all the same, as sentences; empty where somebody looked. */
export interface Unread {
  readonly ticket: readonly string[];
  readonly approvals: readonly string[];
  readonly checks: readonly string[];
  readonly deployments: readonly string[];
}

/** Everything that the record of one change is made of. */
export interface RecordFacts {
  /** The ticket's ref; without one, the deployment's, the commit's or the drift's. */
  readonly change: string;
  readonly kind: RecordKind;
  readonly source: string;
  /** When it came to be, where there is no ticket. */
  readonly begun: Interval | null;
  readonly ticket: TicketFacts | null;
  /** Tickets linked to it, or below it, as far as they were read. */
  readonly related: readonly TicketFacts[];
  /** The earliest first. */
  readonly implementations: readonly ExecutionFacts[];
  /** Production deployments that took commits of it out. */
  readonly backOuts: readonly ExecutionFacts[];
  /** All steps of all approvals that count for it by policy. */
  readonly decisions: readonly DecisionFact[];
  readonly checks: readonly CheckFacts[];
  /** Runs of jobs and scripts for it, the earliest first. */
  readonly runs?: readonly JobRunFacts[];
  /** Steps of its affected assets, the earliest first. */
  readonly assetSteps?: readonly AssetStepFacts[];
  /** What people attached to it. */
  readonly evidence?: readonly EvidenceFacts[];
  readonly answers: readonly RuleAnswer[];
  readonly persons: Persons;
  readonly unread: Unread;
}

/** One of the eleven contents. */
export interface ContentEntry {
  readonly content: RecordContent;
  readonly state: RecordContentState;
  readonly seqs: readonly number[];
  readonly unread: readonly string[];
}

/** What the ticket itself says of the outcome, or what the deployments do. */
export interface SaidOutcome {
  readonly outcome: OutcomeWord;
  readonly at: Instant | null;
  readonly sentence: string;
  readonly seqs: readonly number[];
}

/** The start of the earliest implementation by its clock; null where none started. */
export function startOf({ implementations }: Pick<RecordFacts, 'implementations'>): ClockTime | null {
  const [first] = implementations;
  return first ? { at: first.start, source: first.source } : null;
}

/** So many events are named of anything; the newest. */
const NAMED = 200;

export function seqsOf(seqs: readonly number[]): readonly number[] {
  return [...new Set(seqs)].sort((a, b) => a - b).slice(-NAMED);
}
