import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Asked, type FaultPlan, faultsOf, spoil, type Words } from '../http/faults.js';
import { close, listen } from '../http/listening.js';
import { answerOf, Refusal } from './routes.js';
import { KEY, type World } from './world.js';

export interface StandIn {
  readonly url: string;
  readonly world: World;
  /** `GET /environments?…`, in the order in which they came. */
  readonly requests: string[];
  /** Its clock, as it shows it. Null: that of the machine. */
  now: string | null;
  /** Requests to one path that are answered before 429; env zero: 1,000 a minute. */
  limit: number;
  /** Called before each answer. */
  before: (request: string) => void;
  fail(plan: FaultPlan): void;
  close(): Promise<void>;
}

/** env zero's API on 127.0.0.1: it refuses what env zero refuses, and with 400 every parameter that it does not document. */
export async function standIn(world: World, key = KEY): Promise<StandIn> {
  const faults = faultsOf();
  const counts = new Map<string, number>();
  const tool = { world, requests: [] as string[], now: '2026-02-01T00:00:00Z' as string | null, limit: 1000, before: () => undefined };
  const served = Object.assign(tool as Omit<StandIn, 'url' | 'fail' | 'close'>, { fail: faults.plan });
  const server = createServer((request, response) => {
    const asked: Asked = { method: request.method ?? 'GET', path: request.url ?? '/', body: '' };
    served.before(`${asked.method} ${asked.path}`);
    served.requests.push(`${asked.method} ${asked.path}`);
    const fault = faults.next(asked);
    if (fault) return void spoil(fault, WORDS, request, response);
    send(served, response, () => admitted({ ...served, key }, counts, request));
  });
  const port = await listen(server, 0);
  return Object.assign(served, { url: `http://127.0.0.1:${String(port)}`, close: () => close(server) });
}

type Served = Pick<StandIn, 'world' | 'limit'> & { readonly key: typeof KEY };

function admitted({ world, limit, key }: Served, counts: Map<string, number>, request: IncomingMessage): unknown {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const basic = `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}`;
  if (request.headers.authorization !== basic) throw new Refusal(401, 'Unauthorized');
  const count = (counts.get(url.pathname) ?? 0) + 1;
  counts.set(url.pathname, count);
  if (count > limit) throw new Refusal(429, 'Too Many Requests');
  if (request.method !== 'GET') throw new Refusal(404, 'Not Found');
  return answerOf(world, url);
}

function send({ now }: Pick<StandIn, 'now'>, response: ServerResponse, answer: () => unknown): void {
  const headers = { date: (now === null ? new Date() : new Date(now)).toUTCString(), 'content-type': 'application/json; charset=utf-8' };
  try {
    const body = answer();
    response.writeHead(200, headers).end(JSON.stringify(body));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.writeHead(error.status, headers).end(JSON.stringify({ message: error.message }));
  }
}

const WORDS: Words = {
  page: '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>',
  bodyOf: (status) => ({ message: status === 401 ? 'Unauthorized' : 'Internal server error' }),
};
