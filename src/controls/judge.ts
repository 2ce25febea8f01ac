import type { Deadline, RuleId, Severity, Verdict } from '#contract';
import { type PolicyInForce, placeOf } from '../correlate/index.js';
import { backdatedApproval } from './backdated-approval.js';
import type { DeploymentCase, ImplementationCase } from './case.js';
import type { ChangeCase } from './change-case.js';
import { approvedNotImplemented } from './approved-not-implemented.js';
import { closedWithoutImplementation } from './closed-without-implementation.js';
import { deployedDespiteRejection } from './deployed-despite-rejection.js';
import { directPush } from './direct-push.js';
import { emergencyMisused } from './emergency-misused.js';
import { emergencyWithoutReview } from './emergency-without-review.js';
import { freezeViolation } from './freeze-violation.js';
import { incompleteRequest } from './incomplete-request.js';
import { incompleteApproval } from './incomplete-approval.js';
import { missingOutcome } from './missing-outcome.js';
import { outcomeMismatch } from './outcome-mismatch.js';
import { outsideWindow } from './outside-window.js';
import { overdueDecision } from './overdue-decision.js';
import { postHocApproval } from './post-hoc-approval.js';
import { postMergeReview } from './post-merge-review.js';
import { retrofittedEvidence } from './retrofitted-evidence.js';
import { retrospectiveRequest } from './retrospective-request.js';
import type { Finding, Rule } from './rule.js';
import { reusedChange } from './reused-change.js';
import { selfApproval } from './self-approval.js';
import { staleApproval } from './stale-approval.js';
import { staleReview } from './stale-review.js';
import { unapprovedDeployment } from './unapproved-deployment.js';
import { unauthorisedApprover } from './unauthorised-approver.js';
import { skippedStage } from './skipped-stage.js';
import { unrecordedBackout } from './unrecorded-backout.js';
import { unreviewedCode } from './unreviewed-code.js';
import { untraceableDeployment } from './untraceable-deployment.js';
import { untrackedCommits } from './untracked-commits.js';
import { statusHistoryBroken } from './status-history-broken.js';
import { unverifiedOutcome } from './unverified-outcome.js';

/** The version of correlation and rules together; every verdict names it. Raise it when an answer could change. */
export const ENGINE = 'changeline/3';

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
  untraceableDeployment,
  untrackedCommits,
  incompleteRequest,
  retrofittedEvidence,
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
];

/** The catalogue has these on. They are asked only where policy switches them on, until random companies have labels for them. */
const ON_TRIAL: ReadonlySet<Rule> = new Set([
  incompleteApproval,
  backdatedApproval,
  unauthorisedApprover,
  staleApproval,
  overdueDecision,
  retrospectiveRequest,
  reusedChange,
  retrofittedEvidence,
  emergencyMisused,
  freezeViolation,
  skippedStage,
  statusHistoryBroken,
  approvedNotImplemented,
  closedWithoutImplementation,
  missingOutcome,
  outcomeMismatch,
  unrecordedBackout,
]);

/** Whether policy must switch it on for it to be asked. */
export function mustBeSwitchedOn(rule: Rule): boolean {
  return rule.offInBase === true || ON_TRIAL.has(rule);
}

/** How many events and things a verdict names; it counts them all. */
const NAMED = 200;

/** Every rule's answer about a deployment and what it implements. One outside production is no subject; one in an unknown environment is INDETERMINATE. */
export function judge(subject: DeploymentCase): readonly Verdict[] {
  if (subject.standing === 'OTHER') return [];
  const environment = subject.environment === null ? null : placeOf(subject.environment, subject.inForce.policy).environment;
  const asked = RULES.filter((rule) => isAsked(rule, subject.inForce, { service: subject.service, environment }));
  return asked.flatMap((rule) => findings(rule, subject).map((finding) => verdictOf(rule, finding, subject.inForce)));
}

/**
 * Every rule's answer about a change alone, by its earliest implementation; and about that implementation itself where
 * it was manual, for no deployment is asked about it.
 */
export function judgeChange(earliest: ImplementationCase, isManual: boolean): readonly Verdict[] {
  const asked = RULES.filter((rule) => isAsked(rule, earliest.inForce, { service: earliest.service, environment: null }));
  const alone = { ...earliest, subject: earliest.ticket?.ticket ?? earliest.subject };
  const of = (rule: Rule) => [...(rule.judgeChange?.(alone) ?? []), ...(isManual ? (rule.judgeImplementation?.(earliest) ?? []) : [])];
  return asked.flatMap((rule) => of(rule).map((finding) => verdictOf(rule, finding, earliest.inForce)));
}

/** Every rule's answer about a change as a whole, whether or not anything implemented it. */
export function judgeTicket(subject: ChangeCase): readonly Verdict[] {
  const found = askedOfTicket(subject).map((rule) => [rule, rule.judgeTicket?.(subject) ?? []] as const);
  return found.flatMap(([rule, findings]) => findings.map((finding) => verdictOf(rule, finding, subject.inForce)));
}

/** When time alone changes these answers, also what is over; the earliest of them is when the change is judged again. */
export function ticketDeadlines(subject: ChangeCase): readonly Deadline[] {
  return askedOfTicket(subject).flatMap((rule) => rule.deadline?.(subject) ?? []);
}

function askedOfTicket({ inForce, earliest }: ChangeCase): readonly Rule[] {
  return RULES.filter((rule) => isAsked(rule, inForce, { service: earliest?.service ?? null, environment: null }));
}

function findings(rule: Rule, subject: DeploymentCase): readonly Finding[] {
  if (subject.standing === 'UNKNOWN') {
    return rule.judge && (rule.needs?.(subject.inForce.policy) ?? true) ? [unknownEnvironment(subject)] : [];
  }
  return [...(rule.judge?.(subject) ?? []), ...subject.implementations.flatMap((one) => rule.judgeImplementation?.(one) ?? [])];
}

function settingsOf(rule: Rule, { policy }: PolicyInForce) {
  return policy.rules[rule.info.id as RuleId];
}

/** Policy can switch a rule off, and narrow it to services and environments, both as it calls them. */
function isAsked(
  rule: Rule,
  inForce: PolicyInForce,
  at: { readonly service: string | null; readonly environment: string | null },
): boolean {
  const settings = settingsOf(rule, inForce);
  const isIn = (list: readonly string[] | undefined, name: string | null) => !list || name === null || list.includes(name);
  return (
    (settings?.enabled ?? !mustBeSwitchedOn(rule)) && isIn(settings?.services, at.service) && isIn(settings?.environments, at.environment)
  );
}

function unknownEnvironment(subject: DeploymentCase): Finding {
  const name = subject.environment ?? '(none)';
  return {
    subject: subject.deployment,
    answer: 'INDETERMINATE',
    sentence: `Whether the environment "${name}" is production is not known: neither policy nor the tool says so. Name it under environments in policy.yaml.`,
    events: subject.events,
    missing: [{ what: `The environment "${name}" is not in the policy.`, scope: 'policy', collection: 'environments', upTo: null }],
  };
}

function verdictOf(rule: Rule, finding: Finding, inForce: PolicyInForce): Verdict {
  const events = [...new Set(finding.events)].sort((a, b) => a - b);
  const severity: Severity = settingsOf(rule, inForce)?.severity ?? rule.info.severity;
  return {
    rule: rule.info.id,
    subject: finding.subject,
    answer: finding.answer,
    severity,
    sentence: finding.sentence,
    // The newest, since settling counts from them.
    events: events.slice(-NAMED),
    restsOn: events.length,
    about: [...(finding.about ?? [])].sort().slice(0, NAMED),
    wouldPassIf: finding.wouldPassIf ?? null,
    missing: finding.missing ?? [],
    changesAt: finding.changesAt ?? null,
    policy: inForce.policy.version,
    beforePolicy: inForce.beforePolicy,
    engine: ENGINE,
  };
}
