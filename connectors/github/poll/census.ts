import { type Instant, parseInstant, ref, type Roots, type Stream } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { deploymentsPage } from './deployments.js';
import { asked, inRepository, type Pass } from './pass.js';
import { PULLS_PERMISSION } from './pull-request.js';
import { PULL_REQUEST_IDS } from './queries.js';
import { releasesPage } from './releases.js';

/** What a census counts of each repository. Releases are not counted: whoever may edit one may date it anew. */
export function rootsOf({ name }: Stream): Roots | null {
  const [repository = '', collection = ''] = name.split('/');
  if (collection !== 'pull_requests' && collection !== 'deployments') return null;
  const isDeployments = collection === 'deployments';
  const removed = (id: string) => ({
    kind: 'census.deleted',
    key: `deployment:${id}`,
    payload: { repository, deployment: id },
  });
  return {
    kind: collection,
    ground: ref('repository', repository),
    created: isDeployments ? 'deployment.requested' : 'pull_request.opened',
    // Nobody but GitHub's own staff deletes a pull request.
    deleted: isDeployments ? { type: 'evidence.removed', record: removed } : null,
    bell: (id) => ({ collection, reference: { repository, id } }),
  };
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

interface Root {
  readonly id: string;
  readonly createdAt: string;
}

const listed = z.object({ pullRequests: connection(z.object({ databaseId: id, number: z.int(), createdAt: z.string() })) });
type Listed = z.output<typeof listed>['pullRequests'];

/** Ids of what was created in [from, to), from lists that are newest first. */
export async function pullRequestIds(pass: Pass, window: Window): Promise<string[]> {
  const about = asked(pass, 'pull requests', PULLS_PERMISSION);
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const answer: Awaited<ReturnType<typeof inRepository>> = await inRepository(pass, PULL_REQUEST_IDS, { after }, about);
    const { nodes, pageInfo }: Listed = expect(listed, answer.data, about).pullRequests;
    const roots = nodes.map(({ databaseId, createdAt }) => ({ id: databaseId, createdAt }));
    ids.push(...within(roots, window));
    after = pageInfo?.hasNextPage && !reachesBelow(roots, window) ? (pageInfo.endCursor ?? null) : null;
    if (after === null) return ids;
  }
}

/** The number by which GitHub shows a pull request; null where the repository has none of this id. */
export async function pullRequestNumber(pass: Pass, wanted: string): Promise<number | null> {
  const about = asked(pass, 'pull requests', PULLS_PERMISSION);
  for (let after: string | null = null; ;) {
    const answer: Awaited<ReturnType<typeof inRepository>> = await inRepository(pass, PULL_REQUEST_IDS, { after }, about);
    const { nodes, pageInfo }: Listed = expect(listed, answer.data, about).pullRequests;
    const found = nodes.find(({ databaseId }) => databaseId === wanted);
    if (found) return found.number;
    if (!pageInfo?.hasNextPage) return null;
    after = pageInfo.endCursor ?? null;
    if (after === null) return null;
  }
}

export async function deploymentIds(pass: Pass, window: Window): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; ; number += 1) {
    const roots = (await deploymentsPage(pass, number)).map((each) => ({ id: each.id, createdAt: each.created_at }));
    ids.push(...within(roots, window));
    if (roots.length < 100 || reachesBelow(roots, window)) return ids;
  }
}

/** By their publication, which is what the hub knows of a release; drafts are not counted. */
export async function releaseIds(pass: Pass, window: Window): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 1; ; number += 1) {
    const listed = await releasesPage(pass, number);
    ids.push(
      ...within(
        listed.flatMap((each) => (each.published_at ? [{ id: each.id, createdAt: each.published_at }] : [])),
        window,
      ),
    );
    if (listed.length < 100) return ids;
  }
}

function within(roots: readonly Root[], { from, to }: Window): string[] {
  const isInside = (at: Instant | null) => at !== null && at >= from && at < to;
  return roots.filter((root) => isInside(parseInstant(root.createdAt))).map((root) => root.id);
}

function reachesBelow(roots: readonly Root[], { from }: Window): boolean {
  return roots.some((root) => (parseInstant(root.createdAt) ?? from) < from);
}
