import type { MergeRequest, Project, Push } from '../../connectors/gitlab/stand-in.js';
import {
  deploymentPayload,
  issuePayload,
  jobPayload,
  mergeRequestPayload,
  notePayload,
  pipelinePayload,
  pushPayload,
} from '../../connectors/gitlab/webhooks.js';
import { ANA, BEN, BOT, commit, deployment, incident, job, merge, note, pipeline, shaOf, timeOf } from '../../connectors/gitlab/world.js';

const topicOf = (nth: number) => 10 * nth + 12;
const mergedAs = (nth: number) => 10 * nth + 13;
const headBefore = (nth: number) => (nth === 0 ? 1 : mergedAs(nth - 1));

/** Everything that happens to a project in one part, from a second of 2026 on; gives the payloads of its webhooks, in order. */
export function day(project: Project, nth: number, start: number): readonly object[] {
  return [
    ...coded(project, nth, start),
    ...merged(project, nth, start + 100),
    ...built(project, nth, start + 200),
    ...deployed(project, nth, start + 300),
    ...tagged(project, nth, start + 400),
    ...broken(project, nth, start + 450),
    ...(nth === 1 ? removed(project) : []),
  ];
}

function pushed(project: Project, push: Push): object {
  project.pushes.push(push);
  return pushPayload(project, push);
}

function opening(nth: number, start: number): MergeRequest {
  const head = shaOf(topicOf(nth));
  const at = timeOf(start + 10);
  const own = { title: `CHG${String(30_001 + nth).padStart(7, '0')} refund`, source: `topic-${String(nth)}`, author: ANA };
  return merge(nth + 1, { ...own, createdAt: at, updatedAt: at, sha: head, commits: [head], versions: [{ id: nth + 1, head, at }] });
}

function coded(project: Project, nth: number, start: number): readonly object[] {
  project.commits.push(commit(topicOf(nth), [headBefore(nth)], { at: timeOf(start) }));
  const ref = `topic-${String(nth)}`;
  const push = { id: nth * 10 + 1, author: ANA, at: timeOf(start), type: 'branch' as const, ref, from: null, to: shaOf(topicOf(nth)) };
  const opened = opening(nth, start);
  const words = note(nth * 10 + 1, 'approved this merge request', { at: timeOf(start + 60) });
  const approved = { ...opened, notes: [words], approvedBy: [{ user: BEN, at: timeOf(start + 60) }], updatedAt: timeOf(start + 60) };
  project.mergeRequests.push(approved);
  return [
    pushed(project, push),
    mergeRequestPayload(project, opened, { action: 'open', by: ANA }),
    mergeRequestPayload(project, approved, { action: 'approved', by: BEN }),
    notePayload(project, approved, note(nth * 10 + 2, 'Looks good', { system: false, at: timeOf(start + 61) })),
  ];
}

function merged(project: Project, nth: number, start: number): readonly object[] {
  const [sha, at] = [shaOf(mergedAs(nth)), timeOf(start)];
  project.commits.push(commit(mergedAs(nth), [headBefore(nth), topicOf(nth)], { at, message: `Merge branch 'topic-${String(nth)}'` }));
  project.branches.set('main', sha);
  const one = project.mergeRequests.at(-1)!;
  one.notes = [...one.notes, note(nth * 10 + 2, 'Looks good', { system: false, at: timeOf(start - 39) })];
  Object.assign(one, { state: 'merged', mergedAt: at, mergeUser: BEN, mergeCommit: sha, updatedAt: at });
  one.states = [{ id: nth + 1, user: BEN, state: 'merged', at }];
  const push = { id: nth * 10 + 2, author: BEN, at, type: 'branch' as const, ref: 'main', from: shaOf(headBefore(nth)), to: sha };
  return [mergeRequestPayload(project, one, { action: 'merge', by: BEN }), pushed(project, push)];
}

function built(project: Project, nth: number, start: number): readonly object[] {
  const times = { startedAt: timeOf(start + 3), finishedAt: timeOf(start + 50) };
  const jobs = [job(800 + nth, times)];
  const one = pipeline(80 + nth, { sha: shaOf(mergedAs(nth)), createdAt: timeOf(start), updatedAt: timeOf(start + 60), jobs, ...times });
  project.pipelines.push(one);
  return [...jobs.map((each) => jobPayload(project, one, each)), pipelinePayload(project, one)];
}

function deployed(project: Project, nth: number, start: number): readonly object[] {
  const [startedAt, finishedAt] = [timeOf(start + 5), timeOf(start + 20)];
  const times = { createdAt: timeOf(start), updatedAt: finishedAt, job: { id: 7_000 + nth, startedAt, finishedAt, pipeline: 80 + nth } };
  const one = deployment(10 + nth, { sha: shaOf(mergedAs(nth)), user: BOT, ...times });
  project.deployments.push(one);
  return [deploymentPayload(project, one, 'running', startedAt), deploymentPayload(project, one, 'success', finishedAt)];
}

/** `latest` is moved in each part after the first: only the webhook of the push tells so. */
function tagged(project: Project, nth: number, start: number): readonly object[] {
  const sha = shaOf(mergedAs(nth));
  const pushOf = (ref: string, from: string | null): Push => ({ id: 0, author: ANA, at: timeOf(start), type: 'tag', ref, from, to: sha });
  project.tags.splice(0, Infinity, ...project.tags.filter(({ name }) => name !== 'latest'));
  project.tags.push({ name: `v${String(nth)}`, target: sha, commit: sha }, { name: 'latest', target: sha, commit: sha });
  return [
    pushPayload(project, pushOf(`v${String(nth)}`, null), sha),
    pushPayload(project, pushOf('latest', nth === 0 ? null : shaOf(mergedAs(nth - 1))), sha),
  ];
}

function broken(project: Project, nth: number, start: number): readonly object[] {
  const one = incident(nth + 5, { createdAt: timeOf(start), updatedAt: timeOf(start + 30), closedAt: timeOf(start + 30), closedBy: BEN });
  project.incidents.push(one);
  return [issuePayload(project, { ...one, closedAt: null }, 'open'), issuePayload(project, one, 'close')];
}

/** No webhook tells that a merge request and a deployment of the first part are deleted. */
function removed(project: Project): readonly object[] {
  project.mergeRequests.splice(0, 1);
  project.deployments.splice(0, 1);
  return [];
}
