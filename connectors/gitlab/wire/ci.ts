import { z } from 'zod';
import { ownProject, user } from './rest.js';
import { id, sha, time } from './scalar.js';

export const pipeline = z.object({
  id,
  sha,
  ref: z.string().nullish(),
  status: z.string(),
  source: z.string().nullish(),
  name: z.string().nullish(),
  created_at: time,
  updated_at: time.nullish(),
  started_at: time.nullish(),
  finished_at: time.nullish(),
  user: user.nullish(),
});

export const job = z.object({
  id,
  name: z.string(),
  stage: z.string().nullish(),
  status: z.string(),
  allow_failure: z.boolean().nullish(),
  started_at: time.nullish(),
  finished_at: time.nullish(),
  commit: z.object({ id: sha }).nullish(),
  pipeline: z.object({ id, sha: sha.nullish() }).nullish(),
  user: user.nullish(),
});

/** A pipeline with all its jobs, those that were run again, too. */
export const pipelineRecord = z.object({ project: ownProject, pipeline, jobs: z.array(job) });
