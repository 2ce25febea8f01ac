import { z } from 'zod';
import { authors, commit } from './code.js';
import { ownProject, user } from './rest.js';
import { id, sha, time } from './scalar.js';

const mergeRequest = z.object({
  id,
  iid: z.int().positive(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  author: user.nullish(),
  created_at: time,
  merged_at: time.nullish(),
  closed_at: time.nullish(),
  // `merged_by` is its older name.
  merge_user: user.nullish(),
  merged_by: user.nullish(),
  closed_by: user.nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  // null: the source branch is gone, or was never there.
  sha: sha.nullish(),
  merge_commit_sha: sha.nullish(),
  squash_commit_sha: sha.nullish(),
});

const note = z.object({
  id,
  body: z.string(),
  author: user.nullish(),
  system: z.boolean(),
  created_at: time,
  updated_at: time.nullish(),
});

/** A state of the diff: one for each push to the source branch. */
const version = z.object({ id, head_commit_sha: sha, created_at: time });

const stateEvent = z.object({ id, user: user.nullish(), created_at: time, state: z.string() });

/** A merge request with all that hangs on it. null: the token may not read it, or this GitLab does not have it. */
export const mergeRequestRecord = z.object({
  project: ownProject,
  mergeRequest,
  commits: z.array(commit),
  authors,
  notes: z.array(note),
  versions: z.array(version),
  states: z.array(stateEvent),
  approvals: z.array(z.object({ user, approved_at: time.nullish() })).nullable(),
});
export type MergeRequestRecord = z.output<typeof mergeRequestRecord>;
export type Note = z.output<typeof note>;
