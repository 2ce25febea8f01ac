import { type Instant, parseInstant } from '#contract';
import { z } from 'zod';
import { connection } from '../wire/graphql.js';
import { id } from '../wire/scalar.js';
import { expect } from './client.js';
import { deploymentsPage } from './deployments.js';
import { asked, inRepository, type Pass } from './pass.js';
import { PULLS_PERMISSION } from './pull-request.js';
import { PULL_REQUEST_IDS } from './queries.js';
import { releasesPage } from './releases.js';

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

interface Root {
  readonly id: string;
  readonly createdAt: string;
}

/** Ids of what was created in [from, to), from lists that are newest first. */
export async function pullRequestIds(pass: Pass, window: Window): Promise<string[]> {
  const about = asked(pass, 'pull requests', PULLS_PERMISSION);
  const shape = z.object({ pullRequests: connection(z.object({ databaseId: id, createdAt: z.string() })) });
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const answer: Awaited<ReturnType<typeof inRepository>> = await inRepository(pass, PULL_REQUEST_IDS, { after }, about);
    const { nodes, pageInfo } = expect(shape, answer.data, about).pullRequests;
    const roots = nodes.map(({ databaseId, createdAt }) => ({ id: databaseId, createdAt }));
    ids.push(...within(roots, window));
    after = pageInfo?.hasNextPage && !reachesBelow(roots, window) ? (pageInfo.endCursor ?? null) : null;
    if (after === null) return ids;
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
