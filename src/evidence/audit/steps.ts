/** A step of the auditor's test (`docs/audit.md`). */
export interface Step {
  readonly number: number;
  readonly name: string;
  readonly asks: string;
  /** Of whose verdicts the step's is made; none: it is about the hub's own records. */
  readonly rules: readonly string[];
}

export const STEPS: readonly Step[] = [
  { number: 1, name: 'policy', asks: 'Was a policy in force when it started, and which one?', rules: [] },
  {
    number: 2,
    name: 'inventory',
    asks: 'Were the sources of its evidence read to the end of the period, without holes?',
    rules: ['blind-spot'],
  },
  { number: 3, name: 'sample', asks: 'Could nobody steer the draw?', rules: [] },
  {
    number: 4,
    name: 'required-fields',
    asks: 'Were the required fields filled in before it started?',
    rules: ['incomplete-request', 'retrofitted-evidence'],
  },
  {
    number: 5,
    name: 'review-and-approval',
    asks: 'Was it reviewed by a peer and approved by the right persons before it started?',
    rules: [
      ...['unapproved-deployment', 'post-hoc-approval', 'incomplete-approval', 'backdated-approval', 'deployed-despite-rejection'],
      ...['self-approval', 'unauthorised-approver', 'stale-approval', 'retrospective-request'],
      ...['unreviewed-code', 'post-merge-review', 'stale-review', 'unqualified-reviewer', 'developer-deployed'],
    ],
  },
  {
    number: 6,
    name: 'artifact',
    asks: 'Is it known exactly what was deployed: commit, image digest, configuration?',
    rules: [
      'unknown-artifact',
      'off-branch-deployment',
      'rewritten-history',
      'configuration-unrecorded',
      'untested-deployment',
      'failed-checks-overridden',
    ],
  },
  {
    number: 7,
    name: 'traceability',
    asks: 'Does all that was deployed lead to a ticket, and the ticket to what was deployed?',
    rules: [
      'untraceable-deployment',
      'untracked-commits',
      'reused-change',
      'scope-exceeded',
      'closed-without-implementation',
      'outcome-mismatch',
    ],
  },
  {
    number: 8,
    name: 'bypasses',
    asks: 'Did nothing go around the control: direct pushes, emergencies, protections loosened?',
    rules: [
      ...['direct-push', 'control-weakened', 'evidence-removed'],
      ...['emergency-without-review', 'emergency-misused', 'freeze-violation'],
    ],
  },
];
