import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Asked, type FaultPlan, faultsOf, spoil, type Words } from '../http/faults.js';
import { close, listen } from '../http/listening.js';
import { answerOf, Refusal } from './routes.js';
import { millisOf, TOKEN, type World } from './world.js';

export interface StandIn {
  readonly url: string;
  readonly world: World;
  /** `GET /incidents?…`, in the order in which they came. */
  readonly requests: string[];
  /** Its clock, in seconds since the start of 2026. */
  now: number;
  /** Its clock is that of the machine, whatever `now` says. */
  isLive: boolean;
  /** Requests that are answered before 429; PagerDuty: 960 a minute. */
  limit: number;
  /** Called before each answer. */
  before: (request: string) => void;
  fail(plan: FaultPlan): void;
  close(): Promise<void>;
}

/** PagerDuty's REST API on 127.0.0.1: it refuses what PagerDuty refuses, and with 400 every parameter that it does not document. */
export async function standIn(world: World, token = TOKEN): Promise<StandIn> {
  const faults = faultsOf();
  const served = {
    world,
    requests: [] as string[],
    now: 1_000_000,
    isLive: false,
    limit: 1_000_000,
    before: (_: string): void => undefined,
    fail: faults.plan,
  };
  const server = createServer((request, response) => {
    const asked: Asked = { method: request.method ?? 'GET', path: request.url ?? '/', body: '' };
    served.before(`${asked.method} ${asked.path}`);
    served.requests.push(`${asked.method} ${asked.path}`);
    const fault = faults.next(asked);
    if (fault) return void spoil(fault, WORDS, request, response);
    send(served, response, () => admitted(served, token, request));
  });
  const port = await listen(server, 0);
  return Object.assign(served, { url: `http://127.0.0.1:${String(port)}`, close: () => close(server) });
}

type Served = Pick<StandIn, 'world' | 'requests' | 'now' | 'isLive' | 'limit'>;

function admitted(served: Served, token: string, request: IncomingMessage): object {
  const { world, requests, limit } = served;
  const { authorization, accept } = request.headers;
  if (authorization !== `Token token=${token}`) throw new Refusal(401, 2006, 'Authentication failed');
  if (accept !== 'application/vnd.pagerduty+json;version=2') throw new Refusal(406, 2001, 'Not Acceptable');
  if (requests.length > limit) throw new Refusal(429, 2020, 'Rate Limit Exceeded');
  if (request.method !== 'GET') throw new Refusal(404, 2100, 'Not Found');
  return answerOf(world, new URL(request.url ?? '/', 'http://127.0.0.1'), millisNow(served));
}

function millisNow({ now, isLive }: Served): number {
  return isLive ? Date.now() : millisOf(now);
}

function send(served: Served, response: ServerResponse, answer: () => object): void {
  const left = Math.max(0, served.limit - served.requests.length);
  const budget = { 'ratelimit-limit': '960', 'ratelimit-remaining': String(Math.min(960, left)), 'ratelimit-reset': '20' };
  const headers = { date: new Date(millisNow(served)).toUTCString(), 'content-type': 'application/json; charset=utf-8', ...budget };
  try {
    const body = answer();
    response.writeHead(200, headers).end(JSON.stringify(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message, errors } = error;
    response.writeHead(status, headers).end(JSON.stringify({ error: { message, code, errors } }));
  }
}

const WORDS: Words = {
  page: '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>',
  bodyOf: (status) => ({ error: { message: status === 401 ? 'Authentication failed' : 'An internal error has occurred', code: 2000 } }),
};
