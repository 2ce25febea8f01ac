import { wireTime } from '#contract';
import { z } from 'zod';
import { source, synced } from './source.js';

const time = wireTime('2026-01-31T09:00:00Z');

const initiator = z.object({ username: z.string().nullish(), automated: z.boolean().nullish() });
export type Initiator = z.output<typeof initiator>;

/** A sync that succeeded, was whole and no dry run: nothing else gets into the history. */
const entry = synced.extend({
  id: z.int().nonnegative(),
  // Not in entries that Argo CD wrote before 2.0.
  deployStartedAt: time.nullish(),
  deployedAt: time,
  // Not in entries that Argo CD wrote before 2.12: there nobody knows who.
  initiatedBy: initiator.nullish(),
});
export type Entry = z.output<typeof entry>;

const PHASES = ['Running', 'Terminating', 'Succeeded', 'Failed', 'Error'] as const;

const sync = z.object({
  revision: z.string().nullish(),
  revisions: z.array(z.string()).nullish(),
  dryRun: z.boolean().nullish(),
  /** The resources that a partial sync was limited to. */
  resources: z.array(z.unknown()).nullish(),
  source: source.nullish(),
  sources: z.array(source).nullish(),
  /** Counted where live resources differed from what had already been synced. */
  autoHealAttemptsCount: z.int().nullish(),
});

const operationState = z.object({
  phase: z.enum(PHASES),
  startedAt: time,
  finishedAt: time.nullish(),
  retryCount: z.int().nullish(),
  operation: z.object({ initiatedBy: initiator.nullish(), sync: sync.nullish() }),
  syncResult: synced.nullish(),
});
export type OperationState = z.output<typeof operationState>;

const resource = z.object({
  kind: z.string(),
  name: z.string(),
  namespace: z.string().nullish(),
  status: z.string().nullish(),
  requiresPruning: z.boolean().nullish(),
});

const application = z.object({
  metadata: z.object({ uid: z.string().min(1), name: z.string().min(1), namespace: z.string().min(1) }),
  spec: z.object({
    project: z.string().nullish(),
    destination: z.object({ server: z.string().nullish(), name: z.string().nullish(), namespace: z.string().nullish() }).nullish(),
    source: source.nullish(),
    sources: z.array(source).nullish(),
    syncPolicy: z.object({ automated: z.object({ selfHeal: z.boolean().nullish() }).nullish() }).nullish(),
  }),
  status: z
    .object({
      history: z.array(entry).nullish(),
      operationState: operationState.nullish(),
      reconciledAt: time.nullish(),
      health: z.object({ status: z.string().nullish() }).nullish(),
      sync: synced.omit({ source: true, sources: true }).extend({ status: z.string().nullish() }).nullish(),
      summary: z.object({ images: z.array(z.string()).nullish() }).nullish(),
      resources: z.array(resource).nullish(),
    })
    .nullish(),
});
export type Application = z.output<typeof application>;

/** What both doors hand over. */
export const applicationRecord = z.object({ application });
