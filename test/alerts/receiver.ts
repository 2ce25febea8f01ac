import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: URL;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

/** A receiver of webhooks on this machine, which answers as it is told. */
export async function receiver(answer: (response: ServerResponse, nth: number) => void): Promise<Receiver> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      answer(response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/hook`),
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** One that answers with a status, until the test is over. */
export async function answering(answer: (nth: number) => { status: number; headers?: Record<string, string> }): Promise<Receiver> {
  const to = await receiver((response, nth) => {
    const { status, headers = {} } = answer(nth);
    response.writeHead(status, headers).end();
  });
  onTestFinished(to.close);
  return to;
}

export const idsAt = ({ received }: Receiver) => received.map(({ headers }) => headers['webhook-id']);

export const bodiesAt = ({ received }: Receiver) =>
  received.map(({ body }) => JSON.parse(body) as { type: string; data: Readonly<Record<string, unknown>> });
