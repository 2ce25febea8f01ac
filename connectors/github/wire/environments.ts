import { z } from 'zod';
import * as rest from './rest.js';
import { id, sha, time } from './scalar.js';

/** Who may review deployments to an environment: an account, or a team. */
const reviewer = z.object({
  type: z.string(),
  reviewer: z.object({ id, login: z.string().optional(), slug: z.string().optional(), type: z.string().optional() }),
});

/** An environment (docs.github.com/rest/deployments/environments); a rule of a type that is not known here is known by its type. */
export const environment = z.object({
  id,
  name: z.string(),
  can_admins_bypass: z.boolean().nullish(),
  protection_rules: z
    .array(
      z.object({
        type: z.string(),
        wait_timer: z.int().nonnegative().nullish(),
        prevent_self_review: z.boolean().nullish(),
        reviewers: z.array(reviewer).nullish(),
      }),
    )
    .nullish(),
  deployment_branch_policy: z.object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() }).nullish(),
});

export const environmentRecord = z.object({
  repository: z.object({ id }),
  /** 1 for what was found first of this environment, 2 after a change: a setting may come back. */
  nth: z.int().positive(),
  environment,
  /** Names of branches and tags that alone may be deployed; null: no such list is in force. */
  branches: z.array(z.object({ name: z.string(), type: z.string().nullish() })).nullable(),
  /** Apps that are asked before a deployment. */
  apps: z.array(z.object({ enabled: z.boolean(), app: z.object({ slug: z.string() }) })),
});

/** A push that rulesets looked at (docs.github.com/rest/repos/rule-suites), with what each rule said. */
export const ruleSuite = z.object({
  id,
  actor_id: id.nullish(),
  actor_name: z.string().nullish(),
  before_sha: sha,
  after_sha: sha,
  ref: z.string(),
  pushed_at: time,
  result: z.string(),
  rule_evaluations: z
    .array(z.object({ rule_type: z.string(), result: z.string(), rule_source: z.object({ name: z.string().nullish() }).nullish() }))
    .nullish(),
});
export const ruleSuiteRecord = z.object({ repository: z.object({ id }), suite: ruleSuite });

/** Who may write to a repository; `role_name` is GitHub's, or an organisation's own. */
export const accessRecord = z.object({
  repository: z.object({ id }),
  nth: z.int().positive(),
  accounts: z.array(z.object({ ...rest.user.shape, role_name: z.string(), admin: z.boolean() })),
});

export const mergeGroupEvent = z.object({
  action: z.string(),
  reason: z.string().nullish(),
  merge_group: z.object({ head_sha: sha, head_ref: z.string(), base_sha: sha, base_ref: z.string() }),
  repository: z.object({ id }),
});
