import { z } from 'zod';
import { duration, names, words } from './policy-parts.js';

/** What policy can say of every rule. */
const COMMON = {
  enabled: z.boolean().optional(),
  severity: z.enum(['CRITICAL', 'HIGH', 'MEDIUM', 'LOW']).optional(),
  /** Narrows the rule to these services and environments. */
  services: names.optional(),
  environments: names.optional(),
} as const;

const plain = z.strictObject(COMMON).optional();
const fields = z.array(
  z.enum(['description', 'requester', 'justification', 'implementationPlan', 'backoutPlan', 'impact', 'communication', 'dependencies']),
);

/** What an approval is about: to change it afterwards makes the approval stale. */
export const APPROVED_PARTS = ['plan', 'risk', 'window', 'affectedSystems', 'commits'] as const;
export type ApprovedPart = (typeof APPROVED_PARTS)[number];
const approved = z.array(z.enum(APPROVED_PARTS)).min(1, 'at least one');

/** Parameters of the rules, by rule id; what is left out keeps the default of `controls.md`. */
export const ruleSettings = z
  .strictObject({
    'unapproved-deployment': plain,
    'post-hoc-approval': plain,
    'incomplete-approval': plain,
    'backdated-approval': plain,
    'deployed-despite-rejection': plain,
    /** `roles`: approvers with one of them may approve what they wrote. */
    'self-approval': z.strictObject({ ...COMMON, roles: z.array(words).optional() }).optional(),
    'unauthorised-approver': plain,
    /** `which`: what must not change between the last approval and the start; left out: all but `commits`. */
    'stale-approval': z.strictObject({ ...COMMON, which: approved.optional() }).optional(),
    /** `within`: so long a change may wait for a decision. */
    'overdue-decision': z.strictObject({ ...COMMON, within: duration.optional() }).optional(),
    'retrospective-request': plain,
    'reused-change': plain,
    /** `paths`: what service accounts may push themselves, as in `services`. */
    'direct-push': z.strictObject({ ...COMMON, paths: names.optional() }).optional(),
    /** `reviews`: how many independent approving reviews. */
    'unreviewed-code': z.strictObject({ ...COMMON, reviews: z.int().min(1, 'at least 1').optional() }).optional(),
    'post-merge-review': plain,
    'stale-review': plain,
    'unqualified-reviewer': plain,
    'developer-deployed': plain,
    'untraceable-deployment': plain,
    'untracked-commits': plain,
    'unknown-artifact': plain,
    'off-branch-deployment': plain,
    'rewritten-history': plain,
    'incomplete-request': z.strictObject({ ...COMMON, fields: fields.optional() }).optional(),
    'retrofitted-evidence': plain,
    'untested-deployment': plain,
    /** `required`: checks that must not have failed, by name; `*` stands for any text. Left out: those that protect the branch. */
    'failed-checks-overridden': z.strictObject({ ...COMMON, required: names.optional() }).optional(),
    'scope-exceeded': plain,
    'configuration-unrecorded': plain,
    /** `tolerance`: so much before and after the window is no gap. */
    'outside-window': z.strictObject({ ...COMMON, tolerance: duration.optional() }).optional(),
    /** `within`: so long after the start an emergency may be reviewed. */
    'emergency-without-review': z.strictObject({ ...COMMON, within: duration.optional() }).optional(),
    'emergency-misused': plain,
    'freeze-violation': plain,
    'skipped-stage': plain,
    'status-history-broken': plain,
    /** `within`: so long after the end of its window; `withoutWindow`: so long after the approval where it has none. */
    'approved-not-implemented': z.strictObject({ ...COMMON, within: duration.optional(), withoutWindow: duration.optional() }).optional(),
    'closed-without-implementation': plain,
    /** `within`: so long after the end of its earliest implementation. */
    'missing-outcome': z.strictObject({ ...COMMON, within: duration.optional() }).optional(),
    'outcome-mismatch': plain,
    'unrecorded-backout': plain,
    'unverified-outcome': plain,
    /** `within`: so long before a deployment nothing that protects its branches may become looser. */
    'control-weakened': z.strictObject({ ...COMMON, within: duration.optional() }).optional(),
    'evidence-removed': plain,
    'direct-access': plain,
    'drift-without-change': plain,
    'blind-spot': plain,
  })
  .prefault({});

export type RuleSettings = z.output<typeof ruleSettings>;
export type RuleId = keyof RuleSettings;
