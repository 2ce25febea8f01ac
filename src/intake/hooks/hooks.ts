import type { Delivery } from '#contract';
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { admit } from './admit.js';
import { problem } from './problem.js';
import { receive } from './receive.js';
import type { Intake, Received } from './received.js';

/** GitHub sends nothing larger (webhook events and payloads, "Payload cap"). */
const MOST_BYTES = 25 * 1024 * 1024;
const RETRY_AFTER_SECONDS = '10';

/**
 * `POST /hooks/:source`: 202 with the delivery's id once its bytes are committed (of a source whose tool cannot sign: with
 * the number of doorbells, once they are), 401 for a wrong signature, 404, 405, 413, 415, and 503 with Retry-After when it cannot be kept. Register it in a scope of its own: it takes bodies as bytes.
 */
export function hooks(intake: Intake): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    app.setErrorHandler((error: FastifyError, _request, reply) => failed(error, reply, intake));
    app.route({
      method: 'POST',
      url: '/hooks/:source',
      bodyLimit: MOST_BYTES,
      onRequest: async (request, reply) => early(request, reply, intake),
      handler: async (request, reply) => answer(request, reply, intake),
    });
    app.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: '/hooks/:source',
      onRequest: async (_request, reply) =>
        problem(reply.header('allow', 'POST'), 405, 'Webhooks are sent with POST. Correct the method at the sender.'),
      handler: async () => undefined,
    });
  };
}

async function early(request: FastifyRequest, reply: FastifyReply, { runtime }: Intake): Promise<FastifyReply | undefined> {
  const admitted = admit(request, runtime);
  return 'status' in admitted ? problem(reply, admitted.status, admitted.detail) : undefined;
}

async function answer(request: FastifyRequest, reply: FastifyReply, intake: Intake): Promise<FastifyReply> {
  const door = admit(request, intake.runtime);
  if ('status' in door) return problem(reply, door.status, door.detail);
  return told(reply, await receive(deliveryOf(request), door, intake));
}

function told(reply: FastifyReply, received: Received): FastifyReply {
  if ('id' in received)
    return reply
      .code(202)
      .type('application/json')
      .send(JSON.stringify({ delivery: received.id }));
  if ('rung' in received)
    return reply
      .code(202)
      .type('application/json')
      .send(JSON.stringify({ rung: received.rung }));
  if ('malformed' in received) return problem(reply, 400, received.malformed);
  if ('unavailable' in received) return problem(reply.header('retry-after', RETRY_AFTER_SECONDS), 503, received.unavailable);
  if (received.status === 200)
    return reply
      .code(200)
      .type('application/json')
      .send(JSON.stringify({ dropped: received.dropped }));
  return problem(reply, received.status, received.dropped);
}

function deliveryOf(request: FastifyRequest): Delivery {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { headers, body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0) };
}

function failed(error: FastifyError, reply: FastifyReply, { runtime }: Intake): FastifyReply {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return problem(reply, 413, 'The body is larger than 25 MB, and no tool sends such a webhook. What it says is read by polling.');
  }
  if (error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH') {
    return problem(reply, 400, 'The body is shorter or longer than its content-length says: it was cut on the way. Send it again.');
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return problem(reply, error.statusCode, 'The request is malformed, and nothing was kept. Compare the webhook settings at the tool.');
  }
  // Some senders disable a hook after a 500 and retry after a 503.
  runtime.log.error({ error: error.message }, 'A delivery could not be handled.');
  return problem(
    reply.header('retry-after', RETRY_AFTER_SECONDS),
    503,
    'The hub failed on this delivery, and nothing was kept: send it again.',
  );
}
