import { z } from 'zod';

/** A place that manifests come from, without the values that are put into them: those may be secrets. */
export const source = z.object({
  // Empty where an application has several sources: then `sources` tells.
  repoURL: z.string().default(''),
  path: z.string().optional(),
  chart: z.string().optional(),
  targetRevision: z.string().optional(),
  ref: z.string().optional(),
  kustomize: z.object({ images: z.array(z.string()).nullish() }).nullish(),
});
export type Source = z.output<typeof source>;

/** What was synced: one source and its revision, or several of both in the same order. */
export const synced = z.object({
  revision: z.string().nullish(),
  revisions: z.array(z.string()).nullish(),
  source: source.nullish(),
  sources: z.array(source).nullish(),
});
export type Synced = z.output<typeof synced>;
