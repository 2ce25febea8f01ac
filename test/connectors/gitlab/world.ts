import type { Commit, Deployment, Incident, MergeRequest, Note, Pipeline, Project, User, World } from './stand-in.js';

export const ANA: User = { id: 501, username: 'ana' };
export const BEN: User = { id: 502, username: 'ben' };
export const CLEO: User = { id: 503, username: 'cleo' };
export const BOT: User = { id: 9001, username: 'project_4711_bot_1f2e' };

export function shaOf(number: number): string {
  return number.toString(16).padStart(40, '0');
}

/** `seconds` after the start of 2026, in milliseconds as REST writes them. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
}

export function commit(number: number, parents: readonly number[], more: Partial<Commit> = {}): Commit {
  return { sha: shaOf(number), parents: parents.map(shaOf), message: `Change ${String(number)}`, at: timeOf(number), author: ANA, ...more };
}

/** Commits `from` to `to`, each on the one before. */
export function line(from: number, to: number): Commit[] {
  return Array.from({ length: to - from + 1 }, (_, index) => commit(from + index, from + index === 1 ? [] : [from + index - 1]));
}

export function note(id: number, body: string, more: Partial<Note> = {}): Note {
  return { id, body, author: BEN, system: true, at: timeOf(id), ...more };
}

export function merge(iid: number, more: Partial<MergeRequest> = {}): MergeRequest {
  return {
    id: 300_000 + iid,
    iid,
    title: `Merge ${String(iid)}`,
    description: null,
    author: ANA,
    source: `topic-${String(iid)}`,
    target: 'main',
    createdAt: timeOf(iid),
    updatedAt: timeOf(iid),
    state: 'opened',
    mergedAt: null,
    closedAt: null,
    mergeUser: null,
    sha: shaOf(2),
    mergeCommit: null,
    squashCommit: null,
    commits: [shaOf(2)],
    notes: [],
    versions: [{ id: iid, head: shaOf(2), at: timeOf(iid) }],
    states: [],
    approvedBy: [],
    ...more,
  };
}

export function deployment(id: number, more: Partial<Deployment> = {}): Deployment {
  return {
    id,
    iid: id,
    sha: shaOf(3),
    ref: 'main',
    environment: 'production',
    user: BOT,
    createdAt: timeOf(id),
    updatedAt: timeOf(id + 20),
    status: 'success',
    job: { id: 7_000 + id, startedAt: timeOf(id + 5), finishedAt: timeOf(id + 20), pipeline: 80 },
    pending: 0,
    approvals: [],
    ...more,
  };
}

export function pipeline(id: number, more: Partial<Pipeline> = {}): Pipeline {
  return {
    id,
    sha: shaOf(2),
    ref: 'main',
    source: 'push',
    user: ANA,
    createdAt: timeOf(id),
    updatedAt: timeOf(id + 60),
    status: 'success',
    startedAt: timeOf(id + 3),
    finishedAt: timeOf(id + 59),
    jobs: [job(id * 10), job(id * 10 + 1, { name: 'lint', status: 'failed', allowFailure: true })],
    ...more,
  };
}

export function job(id: number, more: Partial<Pipeline['jobs'][number]> = {}): Pipeline['jobs'][number] {
  const times = { startedAt: timeOf(id + 5), finishedAt: timeOf(id + 50) };
  return { id, name: 'test', status: 'success', allowFailure: false, retried: false, ...times, ...more };
}

export function incident(iid: number, more: Partial<Incident> = {}): Incident {
  return {
    id: 600_000 + iid,
    iid,
    title: 'Payments are slow',
    type: 'incident',
    author: CLEO,
    createdAt: timeOf(iid),
    updatedAt: timeOf(iid),
    closedAt: null,
    closedBy: null,
    ...more,
  };
}

/** acme/pay with `commits` commits in a line on main. */
export function pay(commits: number, more: Partial<Project> = {}): Project {
  return {
    id: 4711,
    path: 'acme/pay',
    namespace: { id: 77, path: 'acme' },
    defaultBranch: 'main',
    branches: new Map([['main', shaOf(commits)]]),
    commits: line(1, commits),
    files: new Map(),
    pushes: [],
    tags: [],
    mergeRequests: [],
    deployments: [],
    pipelines: [],
    incidents: [],
    releases: [],
    protections: [],
    approvals: null,
    pipelineMustSucceed: false,
    ...more,
  };
}

export function worldOf(...projects: Project[]): World {
  return { projects, forbidden: [], knowsAuthors: true };
}
