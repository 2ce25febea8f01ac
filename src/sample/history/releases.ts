import { createHash } from 'node:crypto';
import { comparison } from '../github/graph.js';
import type { Deployment } from '../github/deployment.js';
import type { Release, Repository, Tag } from '../github/world.js';
import type { ReleaseRow } from './rows.js';

const FIRST_RELEASE_ID = 2_000_000;
const FIRST_DEPLOYMENT_ID = 3_000_000;
const FIRST_STATUS_ID = 4_000_000;

/** Every tag. Of an annotated one the folder has only the commit, so the id of its tag object is made from both. */
export function tagsOf(rows: readonly ReleaseRow[]): Tag[] {
  return rows.map(({ tag, object_type: type, target_sha: commit }) => {
    const annotated = type === 'tag';
    const object = annotated ? createHash('sha1').update(`tag ${tag} ${commit}`).digest('hex') : commit;
    return { name: tag, object, commit, annotated };
  });
}

/** The stable releases of the default branch, oldest first; of two in one second the ancestor first. */
export function stableReleases(repository: Repository, rows: readonly ReleaseRow[]): ReleaseRow[] {
  const isAncestor = (a: string, b: string): boolean => comparison(repository, a, b)?.behind.length === 0;
  return rows
    .filter((row) => !row.is_prerelease && row.on_default_branch)
    .sort((a, b) => {
      if (a.tag_time !== b.tag_time) return a.tag_time < b.tag_time ? -1 : 1;
      return a.target_sha === b.target_sha ? 0 : isAncestor(a.target_sha, b.target_sha) ? -1 : 1;
    });
}

export function releaseOf(row: ReleaseRow, index: number): Release {
  return {
    id: FIRST_RELEASE_ID + index,
    tag: row.tag,
    targetCommitish: row.target_sha,
    name: row.tag,
    body: null,
    draft: false,
    prerelease: false,
    author: null,
    createdAt: row.tag_time,
    publishedAt: row.tag_time,
  };
}

/** A successful production deployment of a release's tag that starts and ends at the time of the tag. */
export function deploymentOf(row: ReleaseRow, index: number): Deployment {
  const status = { environment: 'production', description: '', creator: null, createdAt: row.tag_time };
  return {
    id: FIRST_DEPLOYMENT_ID + index,
    sha: row.target_sha,
    ref: row.tag,
    task: 'deploy',
    environment: 'production',
    productionEnvironment: true,
    transientEnvironment: false,
    description: null,
    creator: null,
    createdAt: row.tag_time,
    statuses: [
      { ...status, id: FIRST_STATUS_ID + 2 * index, state: 'in_progress' },
      { ...status, id: FIRST_STATUS_ID + 2 * index + 1, state: 'success' },
    ],
  };
}
