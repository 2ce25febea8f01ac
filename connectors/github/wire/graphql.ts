import { z } from 'zod';
import { id, sha, time } from './scalar.js';

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

export function connection<T extends z.ZodType>(node: T) {
  return z.object({ totalCount: z.int().nonnegative().optional(), pageInfo: pageInfo.optional(), nodes: z.array(node) });
}

/** User, Bot, Organization, Mannequin …; only the first two are asked for their id. */
export const actor = z.object({
  __typename: z.string(),
  login: z.string(),
  databaseId: id.nullish(),
});

/** Author or committer as git wrote him; `user` only where GitHub knows the address. */
const gitActor = z.object({
  name: z.string().nullish(),
  email: z.string().nullish(),
  user: z.object({ databaseId: id.nullish(), login: z.string() }).nullish(),
});

export const associated = z.object({
  databaseId: id.nullish(),
  merged: z.boolean(),
  repository: z.object({ databaseId: id }),
});

export const repository = z.object({ databaseId: id, nameWithOwner: z.string() });

export const commit = z.object({
  oid: sha,
  tree: z.object({ oid: sha }),
  parents: connection(z.object({ oid: sha })),
  message: z.string(),
  authoredDate: time,
  committedDate: time,
  author: gitActor.nullish(),
  committer: gitActor.nullish(),
  // VALID: signed by the committer, whose address GitHub has verified; null: not signed.
  signature: z.object({ state: z.string(), wasSignedByGitHub: z.boolean() }).nullish(),
  // Not asked for in the commits of a pull request, where the answer would cost a connection for each.
  associatedPullRequests: connection(associated).nullish(),
});
export type GraphqlCommit = z.output<typeof commit>;
export const commitRecord = z.object({ repository, commit });

const review = z.object({
  databaseId: id,
  state: z.string(),
  submittedAt: time.nullish(),
  author: actor.nullish(),
  commit: z.object({ oid: sha }).nullish(),
});

const timelineItem = z.discriminatedUnion('__typename', [
  z.object({
    __typename: z.literal('ReviewDismissedEvent'),
    createdAt: time,
    actor: actor.nullish(),
    previousReviewState: z.string(),
    review: z.object({ databaseId: id }).nullish(),
  }),
  z.object({ __typename: z.literal('ReopenedEvent'), createdAt: time, actor: actor.nullish() }),
  z.object({
    __typename: z.literal('RenamedTitleEvent'),
    createdAt: time,
    previousTitle: z.string(),
    currentTitle: z.string(),
  }),
]);

export const pullRequest = z.object({
  databaseId: id,
  repository,
  number: z.int().positive(),
  title: z.string(),
  body: z.string().nullish(),
  createdAt: time,
  closedAt: time.nullish(),
  mergedAt: time.nullish(),
  author: actor.nullish(),
  mergedBy: actor.nullish(),
  baseRefName: z.string(),
  headRefName: z.string(),
  headRefOid: sha,
  mergeCommit: z.object({ oid: sha }).nullish(),
  commits: connection(z.object({ commit })),
  // null: the token may not read reviews.
  reviews: connection(review).nullish(),
  timelineItems: connection(timelineItem).nullish(),
});
export type GraphqlPullRequest = z.output<typeof pullRequest>;

const target = z.object({ __typename: z.string(), oid: sha });
export const tag = z.object({
  repository,
  name: z.string(),
  target: target.extend({ target: target.nullish() }),
});

export const branch = z.object({ repository, name: z.string(), head: sha, isDefault: z.boolean() });
