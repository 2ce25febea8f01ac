import { type Instant, parseInstant, plusMs, ref, type Roots, type Stream } from '#contract';
import { z } from 'zod';
import { id } from '../wire/scalar.js';
import type { Parameters } from './client.js';
import { asked, type Item, type Listed, listPage, type Pass, REPORTER } from './pass.js';

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** Ids of what was created in [from, to), from lists that GitLab bounds by creation itself, or that are newest first. */
export function mergeRequestIds(pass: Pass, window: Window): Promise<string[]> {
  return idsOf(pass, '/merge_requests', { state: 'all', scope: 'all', order_by: 'created_at', sort: 'desc', ...bounds(window) }, window);
}

export function incidentIds(pass: Pass, window: Window): Promise<string[]> {
  return idsOf(pass, '/issues', { issue_type: 'incident', scope: 'all', order_by: 'created_at', sort: 'desc', ...bounds(window) }, window);
}

export function deploymentIds(pass: Pass, window: Window): Promise<string[]> {
  return idsOf(pass, '/deployments', { order_by: 'created_at', sort: 'desc' }, window);
}

export function pipelineIds(pass: Pass, window: Window): Promise<string[]> {
  return idsOf(pass, '/pipelines', { order_by: 'id', sort: 'desc', ...bounds(window) }, window);
}

/** By the tag, and by publication, which is what the hub knows of a release; upcoming ones are not counted. */
export async function releaseTags(pass: Pass, { from, to }: Window): Promise<string[]> {
  const tags: string[] = [];
  for await (const item of everything(pass, '/releases', { order_by: 'released_at', sort: 'desc' })) {
    const at = parseInstant(String(item['released_at']));
    if (at !== null && at >= from && at < to && item['upcoming_release'] !== true) tags.push(String(item['tag_name']));
  }
  return tags;
}

/** A second more on either side: whether the bounds are included differs between lists. */
function bounds({ from, to }: Window): Parameters {
  return { created_after: plusMs(from, -1000), created_before: plusMs(to, 1000) };
}

const root = z.object({ id, created_at: z.string() });

async function idsOf(pass: Pass, path: string, parameters: Parameters, { from, to }: Window): Promise<string[]> {
  const ids = new Set<string>();
  for await (const item of everything(pass, path, parameters)) {
    const { id: own, created_at: written } = root.parse(item);
    const at = parseInstant(written);
    if (at !== null && at >= from && at < to) ids.add(own);
    if (at !== null && at < from) break;
  }
  return [...ids];
}

async function* everything(pass: Pass, path: string, parameters: Parameters): AsyncGenerator<Item> {
  for (let at: Parameters | null = { ...parameters, per_page: 100 }; at !== null;) {
    const listed: Listed = await listPage(pass, path, at, asked(pass, `a census of ${path.slice(1)}`, REPORTER));
    yield* listed.items;
    at = listed.next;
  }
}

/** Releases are not counted: whoever may edit one may date it anew, and no rule asks for one that was deleted. */
export function rootsOf({ name }: Stream): Roots | null {
  const [project = '', collection = ''] = name.split('/');
  if (collection === 'merge_requests') return roots(project, 'pull_requests', 'pull_request');
  return collection === 'deployments' ? roots(project, 'deployments', 'deployment') : null;
}

function roots(project: string, collection: string, kind: 'pull_request' | 'deployment'): Roots {
  return {
    kind: collection,
    ground: ref('repository', project),
    created: kind === 'deployment' ? 'deployment.requested' : 'pull_request.opened',
    deleted: {
      type: 'evidence.removed',
      record: (removed) => ({ kind: 'census.deleted', key: `${kind}:${removed}`, payload: { project, kind, id: removed } }),
    },
    bell: (own) => ({ collection, reference: { project, id: own } }),
  };
}
