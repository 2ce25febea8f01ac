import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openWatchers, type Watchers } from './stream.js';
import { type Application, applicationObject } from './world.js';

export interface StandIn {
  readonly url: string;
  readonly applications: Application[];
  /** `METHOD path?query`, in order. */
  readonly requests: string[];
  /** Projects whose applications the token may get; null: all. */
  allowed: readonly string[] | null;
  /** Answers everything with this status, as a proxy in between does, while it is set. */
  refuses: number | null;
  /** Answers everything with a login page while it is set. */
  showsLogin: boolean;
  /** Answers the watch with this status while it is set, as an old proxy does. */
  refusesToWatch: number | null;
  readonly watchers: Watchers;
  close(): Promise<void>;
}

type Served = Omit<StandIn, 'url' | 'close'>;

interface StandInOptions {
  readonly applications?: Application[];
  /** How often a watch shows that it is there. */
  readonly aliveEveryMs?: number;
}

/** Argo CD's API server as far as it is read; what it does not have it refuses, in the words and codes of gRPC. */
export async function standIn(token: string, { applications = [], aliveEveryMs }: StandInOptions = {}): Promise<StandIn> {
  const watchers = openWatchers(aliveEveryMs);
  const served: Served = { applications, requests: [], allowed: null, refuses: null, showsLogin: false, refusesToWatch: null, watchers };
  const server = createServer((request, response) => answer(served, token, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(served, {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => {
      watchers.cut('END');
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

const LIST = { path: /^\/api\/v1\/applications$/, query: ['projects'], answer: list };
const ONE = { path: /^\/api\/v1\/applications\/([a-z0-9.-]+)$/, query: ['appNamespace', 'project'], answer: one };
const WATCH = { path: /^\/api\/v1\/stream\/applications$/, query: ['projects'], answer: watch };
const CAN_I = { path: /^\/api\/v1\/account\/can-i\/applications\/get\/([^/]+)\/\*$/, query: [], answer: canI };

function answer(served: Served, token: string, request: IncomingMessage, response: ServerResponse): void {
  served.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
  if (served.refuses !== null) return send(response, served.refuses, { message: 'upstream connect error' });
  if (served.showsLogin) return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
  if (request.headers.authorization !== `Bearer ${token}`) return refuse(response, 401, 'no session information', 16);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const route = [LIST, ONE, WATCH, CAN_I].find(({ path }) => path.test(url.pathname));
  if (!route || request.method !== 'GET') return refuse(response, 404, 'Not Found', 5);
  const unknown = [...url.searchParams.keys()].find((name) => !(route.query as readonly string[]).includes(name));
  if (unknown !== undefined) return refuse(response, 400, `unknown parameter ${unknown}`, 3);
  route.answer(served, { url, named: route.path.exec(url.pathname)?.[1] ?? '', accept: request.headers.accept ?? '' }, response);
}

interface Asked {
  readonly url: URL;
  readonly named: string;
  readonly accept: string;
}

/** In one answer, by name; what the token may not get is left out without a word. `items` is null where there is none. */
function list(served: Served, { url }: Asked, response: ServerResponse): void {
  const shown = byName(served.applications.filter(wantedBy(served, url)));
  send(response, 200, { metadata: { resourceVersion: '4711' }, items: shown.length === 0 ? null : shown.map(applicationObject) });
}

/** All that is there first, by name; then what changes. Refusals, too, are of the whole request, as nothing was sent yet. */
function watch(served: Served, { url, accept }: Asked, response: ServerResponse): void {
  if (served.refusesToWatch !== null) return refuse(response, served.refusesToWatch, 'permission denied', 7);
  const watcher = { isEvents: accept === 'text/event-stream', mayGet: wantedBy(served, url) };
  served.watchers.begin(response, watcher, byName(served.applications));
}

function wantedBy(served: Served, url: URL): (application: Application) => boolean {
  const projects = url.searchParams.getAll('projects');
  return ({ project }) => isAllowed(served, project) && (projects.length === 0 || projects.includes(project));
}

function byName(applications: readonly Application[]): readonly Application[] {
  return [...applications].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One that is not there and one that may not be got are refused alike, so that nobody can find out which there are. */
function one(served: Served, { named, url }: Asked, response: ServerResponse): void {
  const namespace = url.searchParams.get('appNamespace') ?? 'argocd';
  const found = served.applications.find(({ name, project }) => name === named && isAllowed(served, project));
  if (!found || namespace !== 'argocd') return refuse(response, 403, 'permission denied', 7);
  send(response, 200, applicationObject(found));
}

function canI({ allowed }: Served, { named }: Asked, response: ServerResponse): void {
  send(response, 200, { value: allowed === null || allowed.includes(named) ? 'yes' : 'no' });
}

function isAllowed({ allowed }: Served, project: string): boolean {
  return allowed === null || allowed.includes(project);
}

function refuse(response: ServerResponse, status: number, message: string, code: number): void {
  send(response, status, { error: message, message, code });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
