import type { Mutator } from '../mutator.js';
import { manual } from './by-hand.js';
import { failedChecksOverridden, untestedDeployment } from './checks.js';
import { deployedDespiteRejection } from './deployed-despite-rejection.js';
import { controlWeakened } from './control-weakened.js';
import { backdatedApproval } from './backdated-approval.js';
import { directPush } from './direct-push.js';
import { afterReading } from './after-reading.js';
import { emergencyWithoutReview, freshEmergencies } from './emergency-without-review.js';
import { environments } from './environments.js';
import { exempt } from './exempt.js';
import { frozen } from './frozen.js';
import { freshIdles, idles } from './idle.js';
import { incompleteRequest } from './incomplete-request.js';
import { incompleteApproval } from './incomplete-approval.js';
import { lookAlikes } from './look-alikes.js';
import { freshOutcomes, missingOutcome } from './missing-outcome.js';
import { evidenceRemoved } from './evidence-removed.js';
import { outsideWindow } from './outside-window.js';
import { freshlyPast, pastDeployments } from './past-deployments.js';
import { postHocApproval } from './post-hoc-approval.js';
import { postMergeReview } from './post-merge-review.js';
import { retrospectiveRequest } from './retrospective-request.js';
import { reusedChange } from './reused-change.js';
import { freshlyRewritten, rewrittenHistory } from './rewritten-history.js';
import { rollbacks } from './rollbacks.js';
import { selfApproval } from './self-approval.js';
import { skippedStage } from './skipped-stage.js';
import { staleApproval } from './stale-approval.js';
import { staleReview } from './stale-review.js';
import { freshlyFailed, takenBack } from './taken-back.js';
import { unapprovedDeployment } from './unapproved-deployment.js';
import { unauthorisedApprover } from './unauthorised-approver.js';
import { unverifiedOutcome } from './unverified-outcome.js';
import { unknownArtifact } from './unknown-artifact.js';
import { unreadHotfix } from './unread-hotfix.js';
import { unreviewedCode } from './unreviewed-code.js';
import { untraceableDeployment } from './untraceable-deployment.js';
import { untrackedCommits } from './untracked-commits.js';

/** What can be done to a unit of the last days. */
export const FRESH: readonly Mutator[] = [
  afterReading,
  ...freshEmergencies,
  ...freshIdles,
  ...freshOutcomes,
  ...freshlyFailed,
  ...freshlyRewritten,
  unreadHotfix,
  ...freshlyPast,
];

/** All that can be done to a unit, one rule after the other. */
export const MUTATORS: readonly Mutator[] = [
  ...unapprovedDeployment,
  ...postHocApproval,
  ...deployedDespiteRejection,
  ...selfApproval,
  ...staleReview,
  ...postMergeReview,
  ...unreviewedCode,
  ...untraceableDeployment,
  ...untrackedCommits,
  ...incompleteRequest,
  ...outsideWindow,
  ...directPush,
  ...environments,
  ...exempt,
  ...emergencyWithoutReview,
  ...rollbacks,
  ...manual,
  ...lookAlikes,
  ...retrospectiveRequest,
  ...idles,
  ...missingOutcome,
  ...frozen,
  ...takenBack,
  ...reusedChange,
  ...incompleteApproval,
  ...unauthorisedApprover,
  ...staleApproval,
  ...skippedStage,
  ...unverifiedOutcome,
  ...backdatedApproval,
  ...untestedDeployment,
  ...failedChecksOverridden,
  ...unknownArtifact,
  ...rewrittenHistory,
  ...pastDeployments,
  ...evidenceRemoved,
  ...controlWeakened,
];

/** Those with one of these in their names. */
export function called(...parts: readonly string[]): readonly Mutator[] {
  return MUTATORS.filter(({ name }) => parts.some((part) => name.includes(part)));
}
