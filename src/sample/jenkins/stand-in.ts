import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildObject, describeObject, logOf, type Job } from './world.js';

export interface StandIn {
  readonly url: string;
  /** By full name, as the user of the token sees them. */
  readonly jobs: Map<string, Job>;
  /** `GET path`, without the query, in order. */
  readonly requests: string[];
  /** Jobs that the user may discover and not read. */
  readonly forbidden: Set<string>;
  /** Answers everything with this status while it is set. */
  refuses: number | null;
  /** Without the plug-in Stage View. */
  hasStages: boolean;
  close(): Promise<void>;
}

type Served = Omit<StandIn, 'url' | 'close'>;
export const USER = 'changeline';

/** Jenkins as far as it is read; it refuses in HTML, and sends nothing that was not named in `tree`. */
export async function standIn(token: string, jobs: StandIn['jobs'] = new Map()): Promise<StandIn> {
  const served: Served = { jobs, requests: [], forbidden: new Set(), refuses: null, hasStages: true };
  const server = createServer((request, response) => answer(served, token, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(served, {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  });
}

const PATH = /^((?:\/job\/[^/]+)+)(?:\/(\d+))?\/(api\/json|wfapi\/describe|wfapi\/pendingInputActions|logText\/progressiveHtml)$/;

function answer(served: Served, token: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  served.requests.push(`${request.method ?? ''} ${url.pathname}`);
  if (served.refuses !== null) return refuse(response, served.refuses);
  const credentials = `Basic ${Buffer.from(`${USER}:${token}`).toString('base64')}`;
  if (request.headers.authorization !== credentials) return refuse(response, 401);
  const [, path = '', number, what = ''] = PATH.exec(url.pathname) ?? [];
  const name = [...path.matchAll(/\/job\/([^/]+)/g)].map(([, part = '']) => decodeURIComponent(part)).join('/');
  if (served.forbidden.has(name)) return refuse(response, 403);
  const job = served.jobs.get(name);
  if (!job || request.method !== 'GET') return refuse(response, 404);
  const tree = url.searchParams.get('tree');
  if (number === undefined)
    return what === 'api/json' && tree !== null ? send(response, jobObject(served, name, tree)) : refuse(response, 404);
  const build = job.builds.find((one) => one.number === Number(number));
  if (!build) return refuse(response, 404);
  if (what === 'api/json') return tree === null ? refuse(response, 400) : send(response, buildObject(build, tree));
  if (what.startsWith('logText')) return html(response, logOf(build));
  if (!served.hasStages || !build.isPipeline) return refuse(response, 404);
  send(response, what === 'wfapi/describe' ? describeObject(build) : (build.pending ?? []).map((id) => ({ id, proceedText: 'Proceed' })));
}

/** A folder has jobs, a job has builds, newest first, and so many of them as its range says. */
function jobObject({ jobs }: Served, name: string, tree: string): object {
  const job = jobs.get(name)!;
  const inner = [...jobs.keys()].filter((other) => other.startsWith(`${name}/`) && !other.slice(name.length + 1).includes('/'));
  const [, shown = '', from, to] = /^allBuilds\[(.*)\]\{(\d+),(\d+)\}$/.exec(tree) ?? [];
  if (shown === '')
    return { fullName: name, ...(job.isFolder ? { jobs: inner.map((each) => jobObject({ jobs } as Served, each, tree)) } : {}) };
  const newest = [...job.builds].sort((a, b) => b.number - a.number);
  return { allBuilds: newest.slice(Number(from), Number(to)).map((build) => buildObject(build, shown)) };
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html;charset=utf-8' });
  response.end(`<html><body><h2>HTTP ERROR ${String(status)}</h2></body></html>`);
}

function send(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify(body));
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
  response.end(text);
}
