const ON_TRIAL = [
  'incomplete-approval',
  'backdated-approval',
  'unauthorised-approver',
  'stale-approval',
  'overdue-decision',
  'retrospective-request',
  'reused-change',
  'retrofitted-evidence',
  'emergency-misused',
  'freeze-violation',
  'skipped-stage',
  'status-history-broken',
  'approved-not-implemented',
  'closed-without-implementation',
  'missing-outcome',
  'outcome-mismatch',
  'unrecorded-backout',
  'unverified-outcome',
] as const;

/** Switches on every rule that must be switched on to be asked. */
export const ALL_RULES = Object.fromEntries(ON_TRIAL.map((rule) => [rule, { enabled: true }]));
