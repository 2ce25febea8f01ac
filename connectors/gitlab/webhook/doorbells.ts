import type { Doorbell, Json } from '#contract';
import { z } from 'zod';
import { id, sha, ZERO } from '../wire/scalar.js';

const ofProject = z.object({ project: z.object({ id }) });
const push = z.object({ project_id: id, ref: z.string(), after: sha });
const numbered = z.object({ iid: z.int().positive(), target_project_id: id });
const merge = z.object({ object_attributes: numbered });
const note = z.object({ merge_request: numbered });
const pipeline = ofProject.extend({ object_attributes: z.object({ id, status: z.string() }) });
const deployment = ofProject.extend({ deployment_id: id });
const release = ofProject.extend({ tag: z.string(), action: z.string() });
const issue = ofProject.extend({
  object_attributes: z.object({ iid: z.int().positive(), type: z.string().nullish(), issue_type: z.string().nullish() }),
});
const moved = z.object({ project_id: id });

/** What must be read because the payload does not hold it. A payload of another shape rings nothing; `normalise` says why. */
export function doorbellsOf(event: string, payload: Json): Doorbell[] {
  return Object.hasOwn(RINGS, event) ? (RINGS[event]?.(payload) ?? []) : [];
}

const RINGS: Readonly<Record<string, (payload: Json) => Doorbell[]>> = {
  push: (payload) => {
    const read = push.safeParse(payload);
    if (!read.success || !read.data.ref.startsWith('refs/heads/') || ZERO.test(read.data.after)) return [];
    return [{ collection: 'commits', reference: { project: read.data.project_id, sha: read.data.after } }];
  },
  merge_request: (payload) => {
    const read = merge.safeParse(payload);
    return read.success ? mergeRequest(read.data.object_attributes) : [];
  },
  note: (payload) => {
    const read = note.safeParse(payload);
    return read.success ? mergeRequest(read.data.merge_request) : [];
  },
  pipeline: (payload) => {
    const read = pipeline.safeParse(payload);
    if (!read.success || !ENDED.includes(read.data.object_attributes.status)) return [];
    return [{ collection: 'builds', reference: { project: read.data.project.id, id: read.data.object_attributes.id } }];
  },
  deployment: (payload) => {
    const read = deployment.safeParse(payload);
    if (!read.success) return [];
    return [{ collection: 'deployments', reference: { project: read.data.project.id, id: read.data.deployment_id } }];
  },
  release: (payload) => {
    const read = release.safeParse(payload);
    if (!read.success || read.data.action === 'delete') return [];
    return [{ collection: 'releases', reference: { project: read.data.project.id, tag: read.data.tag } }];
  },
  issue: incident,
  work_item: incident,
  incident,
  project_rename: project,
  project_transfer: project,
};

/** Jobs that a hook without job events leaves out; one that goes on is told by the next webhook. */
const ENDED = ['success', 'failed', 'canceled'];

function mergeRequest({ iid, target_project_id: own }: z.output<typeof numbered>): Doorbell[] {
  return [{ collection: 'pull_requests', reference: { project: own, iid } }];
}

function incident(payload: Json): Doorbell[] {
  const read = issue.safeParse(payload);
  if (!read.success) return [];
  const { iid, type, issue_type: issueType } = read.data.object_attributes;
  const isIncident = [type, issueType].some((one) => one?.toLowerCase() === 'incident');
  return isIncident ? [{ collection: 'incidents', reference: { project: read.data.project.id, iid } }] : [];
}

/** A renaming has neither id nor time, and a name may come back. */
function project(payload: Json): Doorbell[] {
  const read = moved.safeParse(payload);
  return read.success ? [{ collection: 'project', reference: { project: read.data.project_id } }] : [];
}
