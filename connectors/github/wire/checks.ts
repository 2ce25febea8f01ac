import { z } from 'zod';
import { ownRepository, user } from './rest.js';
import { id, sha, time } from './scalar.js';

/** The same in REST and in `check_run` webhooks. */
export const checkRun = z.object({
  id,
  head_sha: sha,
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullish(),
  started_at: time.nullish(),
  completed_at: time.nullish(),
  check_suite: z.object({ id: id.nullish() }).nullish(),
  // Old Enterprise Servers show no app, and apps without a slug.
  app: z.object({ slug: z.string().nullish(), name: z.string().nullish() }).nullish(),
});

/** The same in REST and in `status` webhooks, where the payload itself is the status. */
export const commitStatus = z.object({ id, context: z.string(), state: z.string(), created_at: time, creator: user.nullish() });

/** All check runs and statuses of one commit, as the poll puts them together. */
export const checksRecord = z.object({
  repository: ownRepository,
  sha,
  checkRuns: z.array(checkRun),
  statuses: z.array(commitStatus),
});

export const checkRunEvent = z.object({ action: z.string(), check_run: checkRun, repository: ownRepository });
export const statusEvent = commitStatus.omit({ creator: true }).extend({ sha, repository: ownRepository, sender: user.nullish() });

/** One attempt of a workflow run; the same in REST and in `workflow_run` webhooks. */
export const workflowRun = z.object({
  id,
  name: z.string().nullish(),
  workflow_id: id,
  head_sha: sha,
  head_branch: z.string().nullish(),
  event: z.string(),
  status: z.string().nullish(),
  conclusion: z.string().nullish(),
  // Enterprise Servers before 3.3 count no attempts.
  run_attempt: z.int().positive().nullish(),
  run_started_at: time.nullish(),
  created_at: time,
  updated_at: time,
  check_suite_id: id.nullish(),
  triggering_actor: user.nullish(),
});
export const workflowRunRecord = z.object({ repository: ownRepository, run: workflowRun });
export const workflowRunEvent = z.object({ action: z.string(), workflow_run: workflowRun, repository: ownRepository });
