import { z } from 'zod';
import { id, sha, time } from './scalar.js';

/** A user as everything but his own page shows him; `bot` stands in jobs alone. */
export const user = z.object({ id, username: z.string(), bot: z.boolean().nullish() });

/** Only what a record about something in a project must say of the project. */
export const ownProject = z.object({ id, path_with_namespace: z.string() });

const namespace = z.object({ id, kind: z.string(), full_path: z.string() });

/** The how manieth path, and the how manieth namespace, that were read of it. */
export const projectRecord = z.object({
  project: ownProject.extend({ namespace }),
  nth: z.object({ path: z.int().positive(), namespace: z.int().positive() }),
});

export const release = z.object({
  tag_name: z.string(),
  name: z.string().nullish(),
  description: z.string().nullish(),
  released_at: time.nullish(),
  upcoming_release: z.boolean().nullish(),
  author: user.nullish(),
  commit: z.object({ id: sha }).nullish(),
});
export const releaseRecord = z.object({ project: ownProject, release });

/** An issue of the type incident. */
export const incident = z.object({
  id,
  iid: z.int().positive(),
  title: z.string(),
  description: z.string().nullish(),
  author: user.nullish(),
  severity: z.string().nullish(),
  created_at: time,
  closed_at: time.nullish(),
  closed_by: user.nullish(),
});
export const incidentRecord = z.object({ project: ownProject, incident });

const approval = z.object({ user: user.nullish(), status: z.string(), created_at: time, comment: z.string().nullish() });

const job = z.object({
  id,
  name: z.string().nullish(),
  started_at: time.nullish(),
  finished_at: time.nullish(),
  pipeline: z.object({ id }).nullish(),
  user: user.nullish(),
});

export const deployment = z.object({
  id,
  iid: z.int().nullish(),
  ref: z.string(),
  sha,
  status: z.string(),
  created_at: time,
  updated_at: time.nullish(),
  finished_at: time.nullish(),
  user: user.nullish(),
  environment: z.object({ id, name: z.string(), tier: z.string().nullish() }),
  // null: made by the API, and not by a job.
  deployable: job.nullish(),
  pending_approval_count: z.int().nullish(),
  approvals: z.array(approval).nullish(),
});
export const deploymentRecord = z.object({ project: ownProject, deployment });

export const level = z.object({
  access_level: z.int().nullish(),
  user_id: id.nullish(),
  group_id: id.nullish(),
  deploy_key_id: id.nullish(),
});
const levels = z.array(level).nullish();

export const protectedBranch = z.object({
  name: z.string(),
  push_access_levels: levels,
  merge_access_levels: levels,
  allow_force_push: z.boolean().nullish(),
  code_owner_approval_required: z.boolean().nullish(),
});

/** All that protects a branch, as it was read at one time; null: not shown, or not in this edition. */
export const protectionRecord = z.object({
  project: ownProject,
  branch: z.string(),
  /** 1 for what was found first at this branch, 2 after a change: a setting may come back. */
  nth: z.int().positive(),
  /** Those whose name or pattern fits the branch. */
  protectedBranches: z.array(protectedBranch),
  approvals: z
    .object({
      reset_approvals_on_push: z.boolean().nullish(),
      merge_requests_author_approval: z.boolean().nullish(),
      merge_requests_disable_committers_approval: z.boolean().nullish(),
      disable_overriding_approvers_per_merge_request: z.boolean().nullish(),
    })
    .nullable(),
  /** Of rules that hold for the branch. */
  rules: z.array(z.object({ id, rule_type: z.string().nullish(), approvals_required: z.int().nonnegative() })).nullable(),
  settings: z.object({
    only_allow_merge_if_pipeline_succeeds: z.boolean().nullish(),
    only_allow_merge_if_all_discussions_are_resolved: z.boolean().nullish(),
    merge_method: z.string().nullish(),
  }),
});
