import type { Policy, RuleId } from '#contract';
import { approvedNotImplemented } from './approved-not-implemented.js';
import { backdatedApproval } from './backdated-approval.js';
import { closedWithoutImplementation } from './closed-without-implementation.js';
import { configurationUnrecorded } from './configuration-unrecorded.js';
import { deployedDespiteRejection } from './deployed-despite-rejection.js';
import { developerDeployed } from './developer-deployed.js';
import { directPush } from './direct-push.js';
import { emergencyMisused } from './emergency-misused.js';
import { emergencyWithoutReview } from './emergency-without-review.js';
import { failedChecksOverridden } from './failed-checks-overridden.js';
import { freezeViolation } from './freeze-violation.js';
import { incompleteApproval } from './incomplete-approval.js';
import { incompleteRequest } from './incomplete-request.js';
import { missingOutcome } from './missing-outcome.js';
import { offBranchDeployment } from './off-branch-deployment.js';
import { outcomeMismatch } from './outcome-mismatch.js';
import { outsideWindow } from './outside-window.js';
import { overdueDecision } from './overdue-decision.js';
import { postHocApproval } from './post-hoc-approval.js';
import { postMergeReview } from './post-merge-review.js';
import { retrofittedEvidence } from './retrofitted-evidence.js';
import { retrospectiveRequest } from './retrospective-request.js';
import { reusedChange } from './reused-change.js';
import { rewrittenHistory } from './rewritten-history.js';
import { scopeExceeded } from './scope-exceeded.js';
import { selfApproval } from './self-approval.js';
import { skippedStage } from './skipped-stage.js';
import { staleApproval } from './stale-approval.js';
import { staleReview } from './stale-review.js';
import { statusHistoryBroken } from './status-history-broken.js';
import { unapprovedDeployment } from './unapproved-deployment.js';
import { unauthorisedApprover } from './unauthorised-approver.js';
import { unknownArtifact } from './unknown-artifact.js';
import { unqualifiedReviewer } from './unqualified-reviewer.js';
import { unrecordedBackout } from './unrecorded-backout.js';
import { unreviewedCode } from './unreviewed-code.js';
import { untestedDeployment } from './untested-deployment.js';
import { untraceableDeployment } from './untraceable-deployment.js';
import { untrackedCommits } from './untracked-commits.js';
import { unverifiedOutcome } from './unverified-outcome.js';
import { INTEGRITY_RULES } from './integrity.js';
import type { Rule } from './rule.js';

/** A new rule touches this list, and its own file. */
export const RULES: readonly Rule[] = [
  unapprovedDeployment,
  postHocApproval,
  incompleteApproval,
  backdatedApproval,
  deployedDespiteRejection,
  selfApproval,
  unauthorisedApprover,
  staleApproval,
  overdueDecision,
  retrospectiveRequest,
  reusedChange,
  directPush,
  unreviewedCode,
  postMergeReview,
  staleReview,
  unqualifiedReviewer,
  developerDeployed,
  untraceableDeployment,
  untrackedCommits,
  unknownArtifact,
  offBranchDeployment,
  rewrittenHistory,
  incompleteRequest,
  retrofittedEvidence,
  untestedDeployment,
  failedChecksOverridden,
  scopeExceeded,
  configurationUnrecorded,
  outsideWindow,
  emergencyWithoutReview,
  emergencyMisused,
  freezeViolation,
  skippedStage,
  statusHistoryBroken,
  approvedNotImplemented,
  closedWithoutImplementation,
  missingOutcome,
  outcomeMismatch,
  unrecordedBackout,
  unverifiedOutcome,
  ...INTEGRITY_RULES,
];

/** Whether policy must switch it on for it to be asked. */
export function mustBeSwitchedOn(rule: Rule): boolean {
  return rule.offInBase === true;
}

/** Whether policy asks a rule at all; what only such a rule looks at need not be loaded where it does not. */
export function isSwitchedOn(id: RuleId, { rules }: Pick<Policy, 'rules'>): boolean {
  const rule = RULES.find(({ info }) => info.id === id);
  return rules[id]?.enabled ?? (rule !== undefined && !mustBeSwitchedOn(rule));
}
