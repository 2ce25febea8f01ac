import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import type { RunningHub, Tree } from './running-hub.js';

export interface Subscriber {
  /** Everything that came so far. */
  readonly got: readonly { data?: Tree | null; errors?: readonly { message: string; extensions?: Record<string, unknown> }[] }[];
  until(count: number): Promise<void>;
  /** Ends the one subscription. */
  complete(): void;
  /** The error or close with which it ended. */
  readonly ended: Promise<unknown>;
}

export async function connect(hub: RunningHub, token?: string): Promise<Client> {
  const authorization = `Bearer ${token ?? (await hub.tokenFor('viewer'))}`;
  return createClient({
    url: hub.url.replace('http', 'ws') + '/graphql',
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
}

export function subscribe(client: Client, query: string, variables: Record<string, unknown> = {}): Subscriber {
  const got: Subscriber['got'][number][] = [];
  let tell: () => void = () => undefined;
  let end: (why: unknown) => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => (end = resolve));
  const complete = client.subscribe<Tree>(
    { query, variables },
    {
      next: (result) => {
        got.push(result as Subscriber['got'][number]);
        tell();
      },
      error: (error) => end(error),
      complete: () => end(null),
    },
  );
  return {
    got,
    complete,
    ended,
    async until(count) {
      while (got.length < count) await new Promise<void>((resolve) => (tell = resolve));
    },
  };
}
