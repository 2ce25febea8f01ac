import { agreed } from './agreed.js';
import type { ClockTime } from './field-at.js';
import { meets, mayApprove, type Requirement } from './approvals-met.js';
import { cutsAt, type Moment, momentsAfter, sideOfStart } from './cuts.js';
import { DecisionHistory, type Side, type States } from './decision-history.js';
import type { DecisionFact, DecisionWord } from './facts.js';
import { overallAt } from './overall.js';
import type { Persons } from './persons.js';
import { every, some, type Truth } from './truth.js';

/** What is asked about the approvals of an implementation. */
export interface ApprovalQuestion {
  readonly decisions: readonly DecisionFact[];
  readonly start: ClockTime;
  /** What policy may require; several where a value that it depends on is not known. */
  readonly required: readonly (readonly Requirement[])[];
  readonly persons: Persons;
  readonly skewMs: number;
}

/** One way in which the open orders and unknown values may have been. */
export interface World {
  /** Authorised at the start (`controls.md`, Terms: Authorised at t). */
  readonly atStart: Truth;
  /** At least one of the required approvals stood at the start. */
  readonly stood: Truth;
  /** A decision against it stood at the start. */
  readonly rejected: Truth;
  /** Authorised at any later moment at which something had changed. */
  readonly later: Truth;
  /** The first step after the start with which it was authorised for certain. */
  readonly authorisedBy: DecisionFact | null;
}

const AGAINST: ReadonlySet<DecisionWord> = new Set(['REJECTED', 'DEFERRED', 'INFO_REQUESTED', 'REVOKED']);

/** All worlds that the facts allow; what holds in every one holds. */
export function worldsOf(question: ApprovalQuestion): readonly World[] {
  const history = new DecisionHistory(question.decisions, question.skewMs);
  const cuts = cutsAt(history, sideOfStart(question.start, question.skewMs));
  return question.required.flatMap((required) => cuts.map((side) => worldOf(history, side, required, question.persons)));
}

/** YES or NO where all worlds say so. */
export function inAll(worlds: readonly World[], ask: (world: World) => Truth): Truth {
  return agreed(worlds.map(ask));
}

/** What may stand of each request at the start. */
export function statesAtStart({ decisions, start, skewMs }: Pick<ApprovalQuestion, 'decisions' | 'start' | 'skewMs'>): States {
  return new DecisionHistory(decisions, skewMs).statesAt(sideOfStart(start, skewMs));
}

function worldOf(history: DecisionHistory, side: Side, required: readonly Requirement[], persons: Persons): World {
  const states = history.statesAt(side);
  const isAuthorised = (moment: Side): Truth => authorisedAt(history, moment, required, persons);
  const moments = momentsAfter(history, side);
  return {
    atStart: isAuthorised(side),
    stood: some([...required.map((one) => meets({ ...one, number: 1 }, states, persons)), ...[...states.values()].map(isOverallApproval)]),
    rejected: some([...states.values()].map((options) => isRejection(options, persons))),
    later: some(moments.map((moment) => certainly(moment, isAuthorised(moment.side)))),
    authorisedBy: moments.find((moment) => moment.isAfterStart && isAuthorised(moment.side) === 'YES')?.step ?? null,
  };
}

function certainly({ isAfterStart }: Moment, truth: Truth): Truth {
  return isAfterStart || truth === 'NO' ? truth : 'UNKNOWN';
}

function authorisedAt(history: DecisionHistory, side: Side, required: readonly Requirement[], persons: Persons): Truth {
  const states = history.statesAt(side);
  const byPolicy = (): Truth => every(required.map((one) => meets(one, states, persons)));
  return agreed(overallAt(history, states, side).map((word) => (word === 'NONE' ? byPolicy() : word)));
}

function isOverallApproval(options: readonly (DecisionFact | null)[]): Truth {
  return agreed(options.map((step) => (step?.overall && step.decision === 'APPROVED' ? 'YES' : 'NO')));
}

function isRejection(options: readonly (DecisionFact | null)[], persons: Persons): Truth {
  return agreed(
    options.map((step) => {
      if (step === null || !AGAINST.has(step.decision)) return 'NO';
      if (step.overall) return 'YES';
      return step.approver === null ? 'UNKNOWN' : mayApprove(step.approver, null, persons) ? 'YES' : 'NO';
    }),
  );
}
