import { z } from 'zod';
import { id, sha, time } from './scalar.js';

/** A simple user; `type` is User, Bot, Organization or Mannequin. */
export const user = z.object({ id, login: z.string(), type: z.string().optional() });

export const repository = z.object({
  id,
  full_name: z.string().regex(/^[^/]+\/[^/]+$/, 'owner/name'),
  owner: user,
  default_branch: z.string().nullish(),
});

/** The how manieth name, and the how manieth owner, that were read of it. */
export const repositoryRecord = repository.extend({ nth: z.object({ name: z.int().positive(), owner: z.int().positive() }) });

/** Only what a record about something in a repository must say of the repository. */
export const ownRepository = z.object({ id, full_name: z.string() });

export const deployment = z.object({
  id,
  sha,
  ref: z.string(),
  task: z.string(),
  environment: z.string(),
  // Not in the answers of old Enterprise Servers.
  original_environment: z.string().nullish(),
  production_environment: z.boolean().nullish(),
  transient_environment: z.boolean().nullish(),
  creator: user.nullish(),
  created_at: time,
  description: z.string().nullish(),
  // Whatever the creator sent along: an object, or a text that may be JSON.
  payload: z.json().nullish(),
});

export const deploymentStatus = z.object({
  id,
  state: z.string(),
  environment: z.string().nullish(),
  creator: user.nullish(),
  created_at: time,
});

export const release = z.object({
  id,
  tag_name: z.string(),
  target_commitish: z.string().nullish(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  author: user.nullish(),
  created_at: time.nullish(),
  published_at: time.nullish(),
});

export const activity = z.object({
  ref: z.string(),
  before: sha,
  after: sha,
  timestamp: time,
  activity_type: z.string(),
  actor: user.nullish(),
});

/** The records that the poll makes of REST answers: the thing, and the repository that it belongs to. */
export const activityRecord = z.object({ repository: ownRepository, activity });
export const deploymentRecord = z.object({
  repository: ownRepository,
  deployment,
  statuses: z.array(deploymentStatus),
  /** Reviews of the environments of the workflow run that made it; null: none did, or they are not shown. */
  gate: z
    .object({
      run: id,
      attempts: z.int().positive(),
      reviews: z.array(
        z.object({ state: z.string(), environments: z.array(z.string()), user: user.nullish(), comment: z.string().nullish() }),
      ),
    })
    .nullish(),
});
const files = z.array(z.object({ filename: z.string(), previous_filename: z.string().nullish() }));

/** What a commit changes beside its first parent, and a merge beside each of the others; as much as GitHub shows. */
export const commitPathsRecord = z.object({
  repository: ownRepository,
  // Without files: GitHub shows none, which is not the same as an empty list.
  commit: z.object({ sha, parents: z.array(z.object({ sha })), files: files.nullish() }),
  against: z.array(z.object({ parent: sha, files })),
});
export const releaseRecord = z.object({ repository: ownRepository, release });
