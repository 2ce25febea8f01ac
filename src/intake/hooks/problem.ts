import type { FastifyReply } from 'fastify';
import { STATUS_CODES } from 'node:http';

/** An error answer after RFC 9457; the detail is a sentence that says what happened and what to do. */
export function problem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail }));
}
