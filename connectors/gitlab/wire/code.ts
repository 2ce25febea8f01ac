import { z } from 'zod';
import { ownProject, user } from './rest.js';
import { id, sha, time } from './scalar.js';

export const commit = z.object({
  id: sha,
  parent_ids: z.array(sha),
  message: z.string(),
  authored_date: time,
  committed_date: time,
});
export type RestCommit = z.output<typeof commit>;

/** Whose address it is, as GraphQL says; null: nobody's that GitLab knows. Left out where it was not asked. */
export const authors = z.record(z.string(), user.nullable());

export const commitRecord = z.object({ project: ownProject, commit, author: user.nullish() });

export const branchRecord = z.object({ project: ownProject, name: z.string(), head: sha, isDefault: z.boolean() });

export const tagRecord = z.object({
  project: ownProject,
  // `target` is the tag object of an annotated tag.
  tag: z.object({ name: z.string(), target: sha, commit: z.object({ id: sha }).nullish() }),
});

/** An entry of the project's events of the action `pushed`; one for more than three branches or tags names none. */
export const pushRecord = z.object({
  project: ownProject,
  event: z.object({
    id,
    created_at: time,
    author: user.nullish(),
    push_data: z.object({
      action: z.string(),
      ref_type: z.string(),
      ref: z.string().nullish(),
      commit_from: sha.nullish(),
      commit_to: sha.nullish(),
      ref_count: z.int().nullish(),
    }),
  }),
});

const difference = z.object({ old_path: z.string(), new_path: z.string() });

/** What a commit changes beside its first parent, and a merge beside each of the others; as much as GitLab shows. */
export const commitPathsRecord = z.object({
  project: ownProject,
  commit: z.object({ id: sha, parent_ids: z.array(sha) }),
  diffs: z.array(difference),
  whole: z.boolean(),
  against: z.array(z.object({ parent: sha, diffs: z.array(difference), whole: z.boolean() })),
});
