import { z } from 'zod';
import * as rest from './rest.js';
import { id, time } from './scalar.js';

const enabled = z.object({ enabled: z.boolean() }).nullish();
const checkList = z.array(z.object({ context: z.string() })).nullish();

/** Protection of one branch (docs.github.com/rest/branches/branch-protection); what is left out is not demanded. */
export const branchProtection = z.object({
  required_pull_request_reviews: z
    .object({
      required_approving_review_count: z.int().nullish(),
      dismiss_stale_reviews: z.boolean().nullish(),
      require_code_owner_reviews: z.boolean().nullish(),
      require_last_push_approval: z.boolean().nullish(),
      bypass_pull_request_allowances: z.record(z.string(), z.array(z.unknown())).nullish(),
    })
    .nullish(),
  required_status_checks: z.object({ strict: z.boolean().nullish(), checks: checkList, contexts: z.array(z.string()).nullish() }).nullish(),
  enforce_admins: enabled,
  required_linear_history: enabled,
  allow_force_pushes: enabled,
  allow_deletions: enabled,
  required_conversation_resolution: enabled,
  required_signatures: enabled,
  lock_branch: enabled,
  restrictions: z.object({ users: z.array(z.unknown()), teams: z.array(z.unknown()), apps: z.array(z.unknown()).nullish() }).nullish(),
});

/** One rule of a ruleset; `parameters` as far as they are read. */
export const rule = z.object({
  type: z.string(),
  ruleset_id: id.nullish(),
  parameters: z
    .object({
      required_approving_review_count: z.int().nullish(),
      dismiss_stale_reviews_on_push: z.boolean().nullish(),
      require_code_owner_review: z.boolean().nullish(),
      require_last_push_approval: z.boolean().nullish(),
      strict_required_status_checks_policy: z.boolean().nullish(),
      required_status_checks: checkList,
    })
    .nullish(),
});

export const protectionRecord = z.object({
  repository: z.object({ id }),
  branch: z.string(),
  /** 1 for what was found first at this branch, 2 after a change: a setting may come back. */
  nth: z.int().positive(),
  protection: branchProtection.nullable(),
  rules: z.array(rule),
});

const envelope = { action: z.string(), repository: rest.ownRepository, sender: rest.user.nullish() };

export const branchProtectionRuleEvent = z.object({
  ...envelope,
  rule: z.object({
    id,
    name: z.string(),
    updated_at: time,
    admin_enforced: z.boolean().nullish(),
    pull_request_reviews_enforcement_level: z.string().nullish(),
    required_approving_review_count: z.int().nullish(),
    dismiss_stale_reviews_on_push: z.boolean().nullish(),
    require_code_owner_review: z.boolean().nullish(),
    require_last_push_approval: z.boolean().nullish(),
    required_status_checks_enforcement_level: z.string().nullish(),
    required_status_checks: z.array(z.string()).nullish(),
    strict_required_status_checks_policy: z.boolean().nullish(),
    allow_force_pushes_enforcement_level: z.string().nullish(),
    allow_deletions_enforcement_level: z.string().nullish(),
    linear_history_requirement_enforcement_level: z.string().nullish(),
    signature_requirement_enforcement_level: z.string().nullish(),
    required_conversation_resolution_level: z.string().nullish(),
    authorized_actors_only: z.boolean().nullish(),
  }),
});

export const repositoryRulesetEvent = z.object({
  ...envelope,
  // A ruleset of the organisation is told without one.
  repository: rest.ownRepository.nullish(),
  repository_ruleset: z.object({
    id,
    target: z.string().nullish(),
    enforcement: z.string(),
    updated_at: time.nullish(),
    conditions: z.object({ ref_name: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }).nullish() }).nullish(),
    rules: z.array(rule).nullish(),
    bypass_actors: z.array(z.unknown()).nullish(),
  }),
});
