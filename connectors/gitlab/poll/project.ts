import { type CoverageClaim, type Instant, ref } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import { type Client, expect } from './client.js';

/** A project as it is called now; everything is kept under its id. */
export interface Project {
  readonly id: string;
  readonly path: string;
  /** Null where it has no repository yet. */
  readonly defaultBranch: string | null;
  readonly namespace: { readonly id: string; readonly kind: string; readonly full_path: string };
  /** What a merge takes. */
  readonly settings: {
    readonly only_allow_merge_if_pipeline_succeeds: boolean | null;
    readonly only_allow_merge_if_all_discussions_are_resolved: boolean | null;
    readonly merge_method: string | null;
  };
}

const answer = z.object({
  id,
  path_with_namespace: z.string(),
  default_branch: z.string().nullish(),
  namespace: z.object({ id, kind: z.string(), full_path: z.string() }),
  only_allow_merge_if_pipeline_succeeds: z.boolean().nullish(),
  only_allow_merge_if_all_discussions_are_resolved: z.boolean().nullish(),
  merge_method: z.string().nullish(),
});

/** By its id, which a renaming and a transfer leave; or by the path that an operator wrote, under which a renamed project answers, too. */
export async function projectOf(client: Client, idOrPath: string): Promise<Project> {
  const asked = { what: `project ${idOrPath}`, permission: 'Guest, and read_api' };
  const { data } = await client.get(`/projects/${encodeURIComponent(idOrPath)}`, {}, asked);
  const read = expect(answer, data, asked);
  return {
    id: read.id,
    path: read.path_with_namespace,
    defaultBranch: read.default_branch ?? null,
    namespace: read.namespace,
    settings: {
      only_allow_merge_if_pipeline_succeeds: read.only_allow_merge_if_pipeline_succeeds ?? null,
      only_allow_merge_if_all_discussions_are_resolved: read.only_allow_merge_if_all_discussions_are_resolved ?? null,
      merge_method: read.merge_method ?? null,
    },
  };
}

export function complete(project: Project, upTo: Instant | null, collections: readonly string[]): CoverageClaim[] {
  // Without the source's clock nothing can be said about a moment.
  if (upTo === null) return [];
  return collections.map((collection) => ({ scope: ref('repository', project.id), collection, state: 'COMPLETE', upTo }));
}

export function denied(project: Project, collection: string, reason: string): CoverageClaim {
  return { scope: ref('repository', project.id), collection, state: 'DENIED', reason };
}
