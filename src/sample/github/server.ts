import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Asked, FaultPlan, Faults } from '../http/faults.js';
import { faultsOf, spoil } from '../http/faults.js';
import type { SeenRequest } from '../http/listening.js';
import { bodyOf, close, listen } from '../http/listening.js';
import type { Addresses } from './addresses.js';
import type { Answer } from './answer.js';
import { badCredentials, refusal } from './answer.js';
import { etagOf, isKnown } from './etag.js';
import { gitHubWords } from './faults.js';
import { answerGraphql } from './graphql/answer.js';
import type { LimitOptions, Limits, Resource } from './limits.js';
import { budgetHeaders, limitsOf, overLimit } from './limits.js';
import { answerRest } from './rest/routes.js';
import type { World } from './world.js';

export interface GitHubOptions {
  /** The one token that is accepted. */
  readonly token: string;
  readonly port?: number;
  /** How far the server's clock is ahead of this machine's. */
  readonly clockOffsetMs?: number;
}

export interface GitHub {
  /** The base address of the API, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly addresses: Addresses;
  requests(): readonly SeenRequest[];
  limit(options: LimitOptions): void;
  fail(plan: FaultPlan): void;
  skewClock(offsetMs: number): void;
  close(): Promise<void>;
}

interface Running {
  readonly world: World;
  readonly token: string;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly now: () => number;
  readonly seen: SeenRequest[];
  addresses: Addresses;
}

/**
 * Serves a world as GitHub's REST and GraphQL API on 127.0.0.1, refusing what GitHub refuses and, with 422, every query
 * parameter that the endpoint does not document (GitHub ignores those: docs.github.com/rest).
 */
export async function startGitHub(world: World, options: GitHubOptions): Promise<GitHub> {
  let offsetMs = options.clockOffsetMs ?? 0;
  const now = (): number => Date.now() + offsetMs;
  const running: Running = {
    world,
    token: options.token,
    limits: limitsOf(now),
    faults: faultsOf(),
    now,
    seen: [],
    addresses: { api: '', html: 'https://github.com' },
  };
  const server = createServer({ keepAliveTimeout: 5_000 }, (incoming, outgoing) => {
    serve(running, incoming, outgoing).catch((error: unknown) => broken(outgoing, error));
  });
  const port = await listen(server, options.port ?? 0);
  running.addresses = { ...running.addresses, api: `http://127.0.0.1:${port}` };
  return {
    url: running.addresses.api,
    port,
    addresses: running.addresses,
    requests: () => running.seen,
    limit: (limits) => running.limits.set(limits),
    fail: (plan) => running.faults.plan(plan),
    skewClock: (ms) => void (offsetMs = ms),
    close: () => close(server),
  };
}

async function serve(running: Running, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const asked: Asked = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', body: await bodyOf(incoming) };
  const record = (status: number): void => void running.seen.push({ method: asked.method, path: asked.path, status });
  const fault = running.faults.next(asked);
  if (fault !== undefined) return record(spoil(fault, gitHubWords, incoming, outgoing));
  const isGraphql = asked.path === '/graphql';
  const resource: Resource = isGraphql ? 'graphql' : 'core';
  const answer = refusedAtDoor(running, incoming) ?? (isGraphql ? graphql(running, asked, incoming) : rest(running, asked, incoming));
  record(answer.status);
  send(running, outgoing, answer, resource);
}

function refusedAtDoor(running: Running, incoming: IncomingMessage): Answer | null {
  if (!incoming.headers['user-agent']) return { status: 403, body: NO_USER_AGENT, headers: { 'content-type': 'text/html; charset=utf-8' } };
  const [, token] = /^(?:bearer|token) (.+)$/i.exec(incoming.headers.authorization ?? '') ?? [];
  if (token !== running.token) return badCredentials();
  return running.limits.secondary();
}

const NO_USER_AGENT = 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.';

function rest(running: Running, asked: Asked, incoming: IncomingMessage): Answer {
  if (running.limits.isSpent('core')) return overLimit();
  const answer = answerRest(running.world, running.addresses, asked);
  if (answer.status === 200) {
    const etag = etagOf(JSON.stringify(answer.body));
    // A 304 costs nothing: docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
    if (isKnown(etag, incoming.headers['if-none-match'])) return { status: 304, body: undefined, headers: { ...answer.headers, etag } };
    running.limits.charge('core', 1);
    return { ...answer, headers: { ...answer.headers, etag } };
  }
  running.limits.charge('core', 1);
  return answer;
}

function graphql(running: Running, asked: Asked, incoming: IncomingMessage): Answer {
  if (asked.method !== 'POST') return refusal(404, 'Not Found');
  if (!/^application\/(.+\+)?json\b/.test(incoming.headers['content-type'] ?? '')) return refusal(415, 'Unsupported Media Type');
  return answerGraphql(running.world, running.addresses, running.limits, asked.body);
}

function send(running: Running, outgoing: ServerResponse, answer: Answer, resource: Resource): void {
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  outgoing.sendDate = false;
  outgoing.writeHead(answer.status, {
    date: new Date(running.now()).toUTCString(),
    'content-type': 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    ...budgetHeaders(running.limits.budget(resource), resource),
    ...answer.headers,
  });
  outgoing.end(answer.status === 304 ? undefined : text);
}

function broken(outgoing: ServerResponse, error: unknown): void {
  if (outgoing.headersSent) return void outgoing.destroy();
  const message = error instanceof Error ? error.message : String(error);
  outgoing.writeHead(500, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ message }));
}
