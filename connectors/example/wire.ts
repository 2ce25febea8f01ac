import { wireTime } from '#contract';
import { z } from 'zod';

/** A rollout as both doors tell it: the webhook as `rollout`, the list as one of `rollouts`. */
export const rollout = z.object({
  id: z.int().positive(),
  project: z.int().positive(),
  revision: z.string().regex(/^[0-9a-f]{40}$/, 'a full commit hash'),
  environment: z.string().min(1),
  state: z.enum(['RUNNING', 'DONE', 'BROKEN']),
  requestedAt: wireTime('2026-01-31T09:00:00Z'),
  finishedAt: wireTime('2026-01-31T09:00:00Z').nullable(),
  by: z.object({ id: z.int(), name: z.string() }).nullable(),
});

export type Rollout = z.output<typeof rollout>;
