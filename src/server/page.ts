import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { gzipSync } from 'node:zlib';
import { redeem, Refusal, SESSION_SECONDS, viewerOfCookie } from '../access/index.js';
import { FIRST_QUESTION } from './first-question.js';
import type { ServerHub } from './hub.js';
import { COOKIE, cookieIn } from './identify.js';

/** `/`: GraphiQL for a browser that came with the one-time code of the printed address; everyone else learns how to get one. */
export function pageRoute(app: FastifyInstance, hub: ServerHub): void {
  app.get<{ Querystring: { code?: string } }>('/', async (request, reply) => {
    const { code } = request.query;
    if (typeof code === 'string') return enter(hub, code, reply);
    return (await hasSession(hub, request)) ? await graphiql(request, reply) : closed(reply);
  });
}

async function enter(hub: ServerHub, code: string, reply: FastifyReply): Promise<FastifyReply> {
  const cookie = await redeem(hub.sql, code);
  if (cookie === null) return closed(reply);
  const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_SECONDS}`;
  return reply.header('set-cookie', `${COOKIE}=${cookie}; ${attributes}`).redirect('/', 303);
}

async function hasSession(hub: ServerHub, request: FastifyRequest): Promise<boolean> {
  const cookie = cookieIn(request.headers.cookie);
  if (cookie === null) return false;
  return viewerOfCookie(hub.sql, cookie).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Refusal) return false;
      throw error;
    },
  );
}

let page: Promise<Buffer> | undefined;

/** 9 MB of script that never changes: packed once, and read when somebody first asks, which spares each start a quarter of a second. */
async function packed(): Promise<Buffer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Changeline',
    endpoint: '/graphql',
    subscriptionsProtocol: 'WS',
    credentials: 'same-origin',
    defaultQuery: FIRST_QUESTION,
  });
  return gzipSync(html);
}

async function graphiql(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  page ??= packed();
  // The page starts its workers from blobs and styles itself; it loads nothing from other hosts, and may not.
  reply.header(
    'content-security-policy',
    [
      "default-src 'none'",
      "script-src 'unsafe-inline' 'unsafe-eval' blob:",
      "style-src 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      'worker-src blob:',
      `connect-src 'self' ws://${request.host} wss://${request.host}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
  );
  return reply
    .type('text/html; charset=utf-8')
    .header('content-encoding', 'gzip')
    .send(await page);
}

function closed(reply: FastifyReply): FastifyReply {
  return reply.code(401).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Changeline</title>
<h1>This page needs a session</h1>
<p>Open the address that <code>npm start</code> printed. It is good for ten minutes and for one use.</p>
<p>For a new one, stop the hub with Ctrl-C and run <code>npm start</code> again: nothing is lost by it.</p>
</html>
`);
}
