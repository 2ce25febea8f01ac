import { z } from 'zod';
import { id, sha, time } from './scalar.js';

/** In webhooks a user may come without an id (GitLabs before 13). */
export const user = z.object({ id: id.nullish(), username: z.string().nullish() });

export const project = z.object({ id, path_with_namespace: z.string() });

const names = z.array(z.string()).nullish();

export const push = z.object({
  ref: z.string(),
  before: sha,
  after: sha,
  // The commit that a tag names in the end; null where the ref was deleted.
  checkout_sha: sha.nullish(),
  user_id: id.nullish(),
  user_username: z.string().nullish(),
  project_id: id,
  // The newest twenty; `total_commits_count` counts all.
  commits: z.array(z.object({ id: sha, added: names, removed: names, modified: names })).nullish(),
});

const attributes = z.object({
  id,
  iid: z.int().positive(),
  action: z.string().nullish(),
  title: z.string(),
  description: z.string().nullish(),
  author_id: id,
  // System hooks name the project by this alone.
  target_project_id: id,
  created_at: time,
  updated_at: time,
  source_branch: z.string(),
  target_branch: z.string(),
  oldrev: sha.nullish(),
  last_commit: z.object({ id: sha }).nullish(),
});

export const mergeRequest = z.object({
  user: user.nullish(),
  object_attributes: attributes,
  changes: z.object({ title: z.unknown(), description: z.unknown(), target_branch: z.unknown() }).partial().nullish(),
});
export type MergeRequestEvent = z.output<typeof mergeRequest>;

/** On what: a note on anything but a merge request is not read further. */
export const noteable = z.object({ object_attributes: z.object({ noteable_type: z.string(), system: z.boolean().nullish() }) });

export const note = z.object({
  object_attributes: z.object({ id, author_id: id, created_at: time, note: z.string() }),
  merge_request: z.object({ id, iid: z.int().positive(), target_project_id: id }),
});

export const build = z.object({
  build_id: id,
  build_name: z.string(),
  build_stage: z.string().nullish(),
  build_status: z.string(),
  build_started_at: time.nullish(),
  build_finished_at: time.nullish(),
  build_allow_failure: z.boolean().nullish(),
  pipeline_id: id,
  project_id: id,
  sha,
});

export const pipeline = z.object({
  project,
  object_attributes: z.object({
    id,
    status: z.string(),
    sha,
    ref: z.string().nullish(),
    source: z.string().nullish(),
    created_at: time,
    finished_at: time.nullish(),
  }),
});

export const deployment = z.object({
  status: z.string(),
  status_changed_at: time.nullish(),
  deployment_id: id,
  environment: z.string(),
  environment_tier: z.string().nullish(),
  project,
  user: user.nullish(),
});
