import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { LimitOptions, Limits } from '../github/limits.js';
import { limitsOf } from '../github/limits.js';
import type { Asked, FaultPlan, Faults, Words } from '../http/faults.js';
import { faultsOf, spoil } from '../http/faults.js';
import type { SeenRequest } from '../http/listening.js';
import { bodyOf, close, listen } from '../http/listening.js';
import type { Answer } from './answer.js';
import { refusal, unauthenticated } from './answer.js';
import { BURST, limitHeaders, overLimit } from './limit-headers.js';
import { TOKEN_LIFE_MS } from './rest/page-token.js';
import { answerRest } from './rest/routes.js';
import { viewOf } from './view.js';
import type { World } from './world.js';

export interface JiraOptions {
  /** The one account and token that are accepted: as basic `email:token`, or the token as bearer. */
  readonly email: string;
  readonly token: string;
  readonly port?: number;
  /** How far the server's clock is ahead of this machine's. */
  readonly clockOffsetMs?: number;
  /** A change younger than this is not found by search, unless `reconcileIssues` names its issue. */
  readonly indexLagMs?: number;
  /** How long a nextPageToken holds; seven days unless told. */
  readonly tokenLifeMs?: number;
  /** A Data Center: version 2 of the API, and the token as bearer alone. */
  readonly dataCenter?: boolean;
}

export interface SeenByJira extends SeenRequest {
  readonly body: string;
}

export interface Jira {
  /** The base address of the site, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  requests(): readonly SeenByJira[];
  limit(options: Pick<LimitOptions, 'perWindow' | 'windowMs'>): void;
  fail(plan: FaultPlan): void;
  skewClock(offsetMs: number): void;
  lagIndex(lagMs: number): void;
  close(): Promise<void>;
}

interface Running {
  readonly world: World;
  readonly options: JiraOptions;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly seen: SeenByJira[];
  readonly now: () => number;
  url: string;
  lagMs: number;
}

/**
 * Serves a world as the REST API of a Jira Cloud site on 127.0.0.1, refusing what Jira refuses and, with 400, every query
 * parameter that the stand-in does not know (Jira ignores those: developer.atlassian.com/cloud/jira/platform/rest/v3).
 */
export async function startJira(world: World, options: JiraOptions): Promise<Jira> {
  let offsetMs = options.clockOffsetMs ?? 0;
  const now = (): number => Date.now() + offsetMs;
  const limits = limitsOf(now);
  limits.set(BURST);
  const running: Running = { world, options, limits, faults: faultsOf(), seen: [], now, url: '', lagMs: options.indexLagMs ?? 0 };
  const server = createServer({ keepAliveTimeout: 5_000 }, (incoming, outgoing) => {
    serve(running, incoming, outgoing).catch((error: unknown) => broken(outgoing, error));
  });
  const port = await listen(server, options.port ?? 0);
  running.url = `http://127.0.0.1:${port}`;
  return {
    url: running.url,
    port,
    requests: () => running.seen,
    limit: (changed) => limits.set(changed),
    fail: (plan) => running.faults.plan(plan),
    skewClock: (ms) => void (offsetMs = ms),
    lagIndex: (ms) => void (running.lagMs = ms),
    close: () => close(server),
  };
}

async function serve(running: Running, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const asked: Asked = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', body: await bodyOf(incoming) };
  const record = (status: number): void => void running.seen.push({ ...asked, status });
  const fault = running.faults.next(asked);
  if (fault !== undefined) return record(spoil(fault, WORDS, incoming, outgoing));
  const answer = refusedAtDoor(running, incoming) ?? rest(running, asked);
  record(answer.status);
  send(running, outgoing, answer);
}

function refusedAtDoor({ options, limits, now }: Running, incoming: IncomingMessage): Answer | null {
  const bearer = `Bearer ${options.token}`;
  const accepted = options.dataCenter ? [bearer] : [`Basic ${Buffer.from(`${options.email}:${options.token}`).toString('base64')}`, bearer];
  if (!accepted.includes(incoming.headers.authorization ?? '')) return unauthenticated();
  if (limits.isSpent('core')) return overLimit(limits.budget('core'), now());
  limits.charge('core', 1);
  // Service Management of a Data Center says nothing of approvals to whoever does not say this.
  const isDesk = options.dataCenter && incoming.url?.startsWith('/rest/servicedeskapi/');
  if (isDesk && incoming.headers['x-experimentalapi'] !== 'opt-in') return refusal(412, 'This API is experimental.');
  const isJson = /^application\/json\b/.test(incoming.headers['content-type'] ?? '');
  return incoming.method === 'POST' && !isJson ? refusal(415, 'Unsupported Media Type') : null;
}

function rest({ world, options, url, lagMs, now }: Running, { method, path, body }: Asked): Answer {
  const indexing = { lagMs, tokenLifeMs: options.tokenLifeMs ?? TOKEN_LIFE_MS };
  const view = viewOf(world, url);
  return answerRest(options.dataCenter ? { ...view, version: 2 } : view, indexing, now(), { method, url: new URL(path, url), body });
}

function send({ limits, now }: Running, outgoing: ServerResponse, { status, body, headers }: Answer): void {
  outgoing.sendDate = false;
  outgoing.writeHead(status, {
    date: new Date(now()).toUTCString(),
    'content-type': 'application/json;charset=UTF-8',
    ...limitHeaders(limits.budget('core')),
    ...headers,
  });
  outgoing.end(JSON.stringify(body));
}

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Client must be authenticated to access this resource.',
  403: 'You do not have permission to do that.',
  404: 'Issue does not exist or you do not have permission to see it.',
  429: 'Rate limit exceeded.',
};
const WORDS: Words = {
  page: '<!DOCTYPE html><html><head><title>Atlassian Cloud Notifications</title></head><body><p>Your site is not available.</p></body></html>',
  bodyOf: (status) => refusal(status, MESSAGES[status] ?? 'Internal server error').body,
};

function broken(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  const message = error instanceof Error ? error.message : String(error);
  outgoing
    .writeHead(500, { 'content-type': 'application/json;charset=UTF-8' })
    .end(JSON.stringify({ errorMessages: [message], errors: {} }));
}
