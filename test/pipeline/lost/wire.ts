import { createServer, type IncomingMessage } from 'node:http';
import { close, listen } from '../../../src/sample/http/listening.js';
import type { Clock } from './story.js';

export interface Wire {
  readonly url: string;
  close(): Promise<void>;
}

/** Lies between a hub and a tool that shows the present: passes everything on, and lets the tool's answers bear the time of the clock. */
export async function wireTo(url: string, clock: Clock): Promise<Wire> {
  const server = createServer((request, response) => {
    void passOn(url, request).then(async (answer) => {
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => !OWN.includes(name)));
      response.writeHead(answer.status, { ...headers, date: new Date(clock.nowMs()).toUTCString() });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  const port = await listen(server, 0);
  return { url: `http://127.0.0.1:${String(port)}`, close: () => close(server) };
}

/** What belongs to one connection and not to the answer. */
const OWN = ['connection', 'content-length', 'date', 'host', 'keep-alive', 'transfer-encoding'];

async function passOn(url: string, request: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    OWN.includes(name) ? [] : [[name, String(value)] as [string, string]],
  );
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
  return fetch(`${url}${request.url ?? ''}`, { method: request.method ?? 'GET', headers, redirect: 'manual', ...body });
}
