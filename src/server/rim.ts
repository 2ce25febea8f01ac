import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Security headers on every answer, and CORS for the origins given; with none it stays closed. */
export function rim(app: FastifyInstance, origins: readonly string[]): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    for (const [name, value] of Object.entries(HEADERS)) if (!reply.hasHeader(name)) void reply.header(name, value);
    done();
  });
  app.addHook('onRequest', async (request, reply) => {
    if (allow(origins, request, reply) && request.method === 'OPTIONS') await preflight(reply);
  });
}

function allow(origins: readonly string[], request: FastifyRequest, reply: FastifyReply): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return false;
  void reply.header('access-control-allow-origin', origin).header('vary', 'Origin');
  return true;
}

// No credentials: a page of another origin brings a token of its own, never the session cookie.
function preflight(reply: FastifyReply): FastifyReply {
  return reply
    .code(204)
    .header('access-control-allow-methods', 'GET, POST, PUT')
    .header('access-control-allow-headers', 'authorization, content-type, apollo-require-preflight, last-event-id')
    .header('access-control-max-age', '600')
    .send();
}
