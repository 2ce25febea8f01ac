import { AHEAD, thisSecond } from '../times.js';
import type { Expectation, Unit, When } from '../plan.js';
import { approvedNotImplemented } from './approved-not-implemented.js';
import { backdatedApproval } from './backdated-approval.js';
import { closedWithoutImplementation } from './closed-without-implementation.js';
import { controlWeakened } from './control-weakened.js';
import { developerDeployed } from './developer-deployed.js';
import { emergencyMisused } from './emergency-misused.js';
import { freezeViolation } from './freeze-violation.js';
import type { Answering } from './moment.js';
import { missingOutcome } from './missing-outcome.js';
import { offBranchDeployment } from './off-branch-deployment.js';
import { outcomeMismatch } from './outcome-mismatch.js';
import { overdueDecision } from './overdue-decision.js';
import { retrofittedEvidence } from './retrofitted-evidence.js';
import { retrospectiveRequest } from './retrospective-request.js';
import { reusedChange } from './reused-change.js';
import { skippedStage } from './skipped-stage.js';
import { staleApproval } from './stale-approval.js';
import { unqualifiedReviewer } from './unqualified-reviewer.js';
import { unrecordedBackout } from './unrecorded-backout.js';
import { unverifiedOutcome } from './unverified-outcome.js';

const ALL: readonly Answering[] = [
  approvedNotImplemented,
  backdatedApproval,
  closedWithoutImplementation,
  controlWeakened,
  developerDeployed,
  emergencyMisused,
  freezeViolation,
  missingOutcome,
  offBranchDeployment,
  outcomeMismatch,
  overdueDecision,
  retrofittedEvidence,
  retrospectiveRequest,
  reusedChange,
  skippedStage,
  staleApproval,
  unqualifiedReviewer,
  unrecordedBackout,
  unverifiedOutcome,
];

/** So much later all deadlines have run out. */
const LATER = 200 * 3600;

/** Says what follows from a plan as it is; what a mutator said itself of the same stands. */
export function expectAnswers(unit: Unit): void {
  const read = thisSecond() + (unit.isLate ? AHEAD : 0);
  const at = (now: number) => ALL.flatMap((answering) => answering(unit, { read, now }));
  const isSaid = (one: Expectation) => unit.expects.some((other) => isOf(one, other));
  const [now, later] = [at(thisSecond()), at(thisSecond() + LATER)].map((all) => all.filter((one) => !isSaid(one))) as [
    Expectation[],
    Expectation[],
  ];
  const always = now.filter((one) => isAmong(one, later));
  unit.expects.push(...always, ...only('BEFORE_DEADLINE', now, always), ...only('AFTER_DEADLINE', later, always));
}

function isAmong(one: Expectation, all: readonly Expectation[]): boolean {
  return all.some((other) => isOf(one, other) && other.answer === one.answer);
}

function isOf(one: Expectation, other: Expectation): boolean {
  return other.rule === one.rule && other.rollout === one.rollout && other.with === one.with;
}

function only(when: When, all: readonly Expectation[], always: readonly Expectation[]): readonly Expectation[] {
  return all.filter((one) => !isAmong(one, always)).map((one) => ({ ...one, when }));
}
