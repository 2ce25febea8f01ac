/** Rules whose answer the times and marks of a plan decide, whichever mutator made it so (`answers/`). */
export const ANSWERED = [
  'overdue-decision',
  'retrospective-request',
  'emergency-misused',
  'freeze-violation',
  'approved-not-implemented',
  'missing-outcome',
  'closed-without-implementation',
  'retrofitted-evidence',
  'status-history-broken',
  'outcome-mismatch',
  'unrecorded-backout',
  'reused-change',
  'skipped-stage',
  'stale-approval',
  'unverified-outcome',
  'backdated-approval',
  'unqualified-reviewer',
  'off-branch-deployment',
  // Their mutators say what they answer.
  'incomplete-approval',
  'unauthorised-approver',
  'failed-checks-overridden',
  'untested-deployment',
  'unknown-artifact',
  'rewritten-history',
  'control-weakened',
  'direct-access',
  'drift-without-change',
  'evidence-removed',
  'blind-spot',
] as const;

/** What only some policies ask, and only their companies are asked of. */
export const APART = ['configuration-unrecorded', 'scope-exceeded'] as const;

export const RULES = [
  'unapproved-deployment',
  'post-hoc-approval',
  'deployed-despite-rejection',
  'self-approval',
  'stale-review',
  'post-merge-review',
  'untraceable-deployment',
  'untracked-commits',
  'incomplete-request',
  'outside-window',
  'emergency-without-review',
  'direct-push',
  'unreviewed-code',
  // Only one of the variants asks it.
  'developer-deployed',
  ...ANSWERED,
  ...APART,
] as const;
export type RuleName = (typeof RULES)[number];
