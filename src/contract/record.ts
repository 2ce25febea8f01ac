/** What the record of one change contains, in the order of `controls.md`. */
export const RECORD_CONTENTS = [
  'REQUEST_DETAILS',
  'BUSINESS_JUSTIFICATION',
  'AFFECTED_SYSTEMS',
  'RISK_AND_IMPACT_REVIEW',
  'APPROVAL_HISTORY',
  'TESTING_EVIDENCE',
  'IMPLEMENTATION_PLAN',
  'BACKOUT_PLAN',
  'STATUS_HISTORY',
  'EXECUTION_EVIDENCE',
  'FINAL_OUTCOME',
] as const;
export type RecordContent = (typeof RECORD_CONTENTS)[number];

/** LATE: first put there after the start of the earliest implementation. */
export type RecordContentState = 'PRESENT' | 'ABSENT' | 'LATE';

export const PROOFS = ['AUTHORISATION', 'BUSINESS_NEED', 'IMPACT_REVIEW', 'READINESS', 'EXECUTION', 'OUTCOME'] as const;
export type Proof = (typeof PROOFS)[number];
export type ProofState = 'PROVEN' | 'NOT_PROVEN' | 'CONTRADICTED';

export const OUTCOMES = [
  'SUCCESSFUL',
  'SUCCESSFUL_WITH_ISSUES',
  'FAILED',
  'PARTIALLY_COMPLETED',
  'BACKED_OUT',
  'CANCELLED',
  'UNKNOWN',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How the policy in force sorts a change; a mark set after the start does not count. */
export const CHANGE_CLASSES = ['STANDARD', 'NORMAL', 'EMERGENCY'] as const;
export type ChangeClass = (typeof CHANGE_CLASSES)[number];

/** What a record is about: a ticket, or what reached production without one. */
export const RECORD_KINDS = ['TICKET', 'DEPLOYMENT', 'COMMIT', 'DRIFT'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
