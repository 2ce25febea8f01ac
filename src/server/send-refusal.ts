import type { FastifyReply } from 'fastify';
import type { Refusal, RefusalCode } from '../access/index.js';

const STATUS: Readonly<Record<RefusalCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_INPUT: 400,
  TOO_COSTLY: 400,
  TIMEOUT: 504,
  UNAVAILABLE: 503,
};

/** Answers a refusal in the form of GraphQL, with its HTTP status. */
export function sendRefusal(reply: FastifyReply, { code, message, facts }: Refusal): FastifyReply {
  if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer realm="changeline"');
  if (code === 'UNAVAILABLE') void reply.header('retry-after', '5');
  return reply
    .code(STATUS[code])
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions: { code, ...facts } }] });
}
