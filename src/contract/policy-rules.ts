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

/** Parameters of the rules, by rule id; what is left out keeps the default of `controls.md`. */
export const ruleSettings = z
  .strictObject({
    'unapproved-deployment': plain,
    'post-hoc-approval': plain,
    'deployed-despite-rejection': plain,
    /** `roles`: approvers with one of them may approve what they wrote. */
    'self-approval': z.strictObject({ ...COMMON, roles: z.array(words).optional() }).optional(),
    'direct-push': plain,
    /** `reviews`: how many independent approving reviews. */
    'unreviewed-code': z.strictObject({ ...COMMON, reviews: z.int().min(1, 'at least 1').optional() }).optional(),
    'post-merge-review': plain,
    'stale-review': plain,
    'untraceable-deployment': plain,
    'untracked-commits': plain,
    'incomplete-request': z.strictObject({ ...COMMON, fields: fields.optional() }).optional(),
    /** `tolerance`: so much before and after the window is no gap. */
    'outside-window': z.strictObject({ ...COMMON, tolerance: duration.optional() }).optional(),
    /** `within`: so long after the start an emergency may be reviewed. */
    'emergency-without-review': z.strictObject({ ...COMMON, within: duration.optional() }).optional(),
  })
  .prefault({});

export type RuleSettings = z.output<typeof ruleSettings>;
export type RuleId = keyof RuleSettings;
