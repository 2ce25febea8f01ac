import Fastify, { type FastifyInstance } from 'fastify';
import { createHmac, randomUUID } from 'node:crypto';
import { openKeeper, type Keeper, type KeeperLimits, type Runtime } from '../../src/inbox/index.js';
import { hooks, openTally, type Tally } from '../../src/intake/index.js';
import { PAPER_SECRET } from './paper.js';

export interface HooksServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly keeper: Keeper;
  readonly tally: Tally;
  close(): Promise<void>;
}

export async function hooksServer(runtime: Runtime, limits: Partial<KeeperLimits> = {}): Promise<HooksServer> {
  const app = Fastify();
  const keeper = openKeeper(runtime.sql, limits);
  const tally = openTally(runtime, 50);
  await app.register(hooks({ runtime, keeper, tally }));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    app,
    keeper,
    tally,
    close: async () => {
      await app.close();
      await keeper.close();
      await tally.close();
    },
  };
}

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly delivery?: string;
    readonly dropped?: string;
    readonly detail?: string;
    readonly title?: string;
    readonly status?: number;
  };
}

export interface Sending {
  readonly source?: string;
  readonly id?: string;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends as Paper does: signed, with an id. */
export async function send(
  url: string,
  body: unknown,
  { source = 'paper-acme', id = randomUUID(), secret = PAPER_SECRET, headers = {} }: Sending = {},
): Promise<Sent> {
  const bytes = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}/hooks/${source}`, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/json', 'x-paper-delivery': id, 'x-paper-signature': signature(bytes, secret), ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Sent['body'] };
}

export function signature(bytes: string, secret = PAPER_SECRET): string {
  return createHmac('sha256', secret).update(bytes).digest('hex');
}
