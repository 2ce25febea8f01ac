import { z } from 'zod';
import * as rest from './rest.js';
import { id, sha, time } from './scalar.js';

const envelope = { repository: rest.ownRepository, sender: rest.user.nullish() };

const names = z.array(z.string()).nullish();

export const push = z.object({
  ref: z.string(),
  before: sha,
  after: sha,
  forced: z.boolean().nullish(),
  head_commit: z.object({ id: sha }).nullish(),
  // Oldest first, at most 2,048, each with up to 3,000 files in all.
  commits: z.array(z.object({ id: sha, added: names, removed: names, modified: names })).nullish(),
  // The one payload in which `pushed_at` is seconds since 1970; elsewhere it is RFC 3339 text.
  repository: rest.ownRepository.extend({ pushed_at: z.union([z.int().nonnegative(), time]).nullish() }),
  sender: rest.user.nullish(),
});

const pullRequest = z.object({
  id,
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  user: rest.user.nullish(),
  created_at: time,
  updated_at: time,
  closed_at: time.nullish(),
  merged_at: time.nullish(),
  merge_commit_sha: sha.nullish(),
  merged_by: rest.user.nullish(),
  head: z.object({ ref: z.string(), sha }),
  base: z.object({ ref: z.string() }),
});

export const pullRequestEvent = z.object({
  ...envelope,
  action: z.string(),
  pull_request: pullRequest,
  changes: z.object({ title: z.unknown(), body: z.unknown(), base: z.unknown() }).partial().nullish(),
});
export type PullRequestEvent = z.output<typeof pullRequestEvent>;

export const reviewEvent = z.object({
  ...envelope,
  action: z.string(),
  // Inside a review the pull request is the short form, without `merged` and `merged_by`.
  pull_request: z.object({ id, number: z.int().positive() }),
  review: z.object({
    id,
    state: z.string(),
    commit_id: sha.nullish(),
    submitted_at: time.nullish(),
    updated_at: time.nullish(),
    user: rest.user.nullish(),
  }),
});

// Old Enterprise Servers send deployments without an `action`; there is only one.
export const deploymentEvent = z.object({ ...envelope, deployment: rest.deployment });
export const deploymentStatusEvent = z.object({
  ...envelope,
  deployment: rest.deployment,
  deployment_status: rest.deploymentStatus,
});

export const releaseEvent = z.object({ ...envelope, action: z.string(), release: rest.release });

export const repositoryEvent = z.object({ action: z.string() });
