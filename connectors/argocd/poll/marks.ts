import { z } from 'zod';
import type { Listed } from './client.js';

/** What of an application was read: as long as it is the same, nothing has happened to it. */
export const mark = z.object({ state: z.string(), lastHistory: z.int().nullable() });
export type Mark = z.output<typeof mark>;

const status = z.object({
  history: z.array(z.object({ id: z.int() })).nullish(),
  operationState: z
    .object({
      phase: z.string().nullish(),
      startedAt: z.string().nullish(),
      finishedAt: z.string().nullish(),
      syncResult: z.object({ revision: z.unknown().optional(), revisions: z.unknown().optional() }).nullish(),
    })
    .nullish(),
  sync: z.object({ status: z.string().nullish() }).nullish(),
  health: z.object({ status: z.string().nullish() }).nullish(),
  reconciledAt: z.string().nullish(),
  summary: z.object({ images: z.array(z.string()).nullish() }).nullish(),
});

/** An application of another shape is read each time: what is wrong with it, `normalise` says. */
export function markOf({ status: written }: Listed): Mark | null {
  const { data } = status.safeParse(written ?? {});
  if (!data) return null;
  const { phase, startedAt, finishedAt, syncResult } = data.operationState ?? {};
  const lastHistory = data.history?.at(-1)?.id ?? null;
  // Argo CD compares every few minutes; what matters is whether it has since the end.
  const isCompared = finishedAt && data.reconciledAt ? data.reconciledAt > finishedAt : false;
  const now = [data.sync?.status, data.health?.status, isCompared, data.summary?.images];
  return { state: JSON.stringify([startedAt, phase, syncResult?.revision, syncResult?.revisions, lastHistory, ...now]), lastHistory };
}

/** How many entries of the history came and went between two readings: their numbers have no holes. */
export function forgotten({ status: written }: Listed, before: Mark | undefined): number {
  const ids = status.safeParse(written ?? {}).data?.history?.map(({ id }) => id) ?? [];
  const first = ids[0];
  if (first === undefined || before === undefined) return 0;
  // With nothing known before, the numbers began at 0; lower ones than before mean that the history was emptied.
  const expected = before.lastHistory === null ? 0 : before.lastHistory + 1;
  return Math.max(0, first - expected);
}

/** When the latest operation of it began; '' where there was none, which sorts last. */
export function latestOf({ status: written }: Listed): string {
  return status.safeParse(written ?? {}).data?.operationState?.startedAt ?? '';
}
