import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../access/index.js';
import { databaseTrouble } from '../inbox/index.js';
import { sendRefusal } from './send-refusal.js';
import { databaseAway, timedOut, tookTooLong } from './shown-error.js';

/** Answers with RFC 9457 problem details; `detail` says what happened and what to do. */
export function problem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const title = STATUS_CODES[status] ?? 'Error';
  return reply.code(status).type('application/problem+json').send({ type: 'about:blank', title, status, detail });
}

/** Unknown paths name the ones that exist; other failures get a sentence, and what they were stays in the log. */
export function problems(app: FastifyInstance, log: { error(facts: object, message: string): void }): void {
  const paths = new Set<string>();
  app.addHook('onRoute', (route) => void paths.add(route.url.replace(/:(\w+)/g, '{$1}')));
  app.setNotFoundHandler((request, reply) =>
    problem(reply, 404, `There is no ${request.method} ${pathOf(request.url)} here. These paths exist: ${[...paths].sort().join(', ')}.`),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof Refusal) return sendRefusal(reply, error);
    if (tookTooLong(error)) return sendRefusal(reply, timedOut());
    if (databaseTrouble(error) === 'AWAY') return sendRefusal(reply, databaseAway());
    const status = error.statusCode ?? 500;
    if (status < 500) return problem(reply, status, sentence(status, error.message));
    log.error({ err: error, method: request.method, path: pathOf(request.url) }, 'a request failed');
    return problem(reply, 500, 'The hub failed at this request; its log says why. Try again, and look at /health/ready.');
  });
}

const SENTENCES: Readonly<Record<number, string>> = {
  413: 'The body is larger than 1 MB. Ask for less at once.',
  415: 'The body must be JSON: send it with content-type: application/json.',
};

function sentence(status: number, message: string): string {
  return SENTENCES[status] ?? `The request could not be read: ${message}`;
}

/** Without the query, where a one-time code may stand. */
function pathOf(url: string): string {
  return url.split('?', 1)[0]?.slice(0, 200) ?? '/';
}
