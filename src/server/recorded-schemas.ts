import type { FastifyInstance } from 'fastify';
import { RECORDABLE, recordedSchema } from '#contract';
import { problem } from './problem.js';

/** `/schema/events/{type}.json`: what senders may say, as JSON Schema; the documentation of a format is no secret. */
export function recordedSchemas(app: FastifyInstance): void {
  app.get<{ Params: { type: string } }>('/schema/events/:type', (request, reply) => {
    const type = RECORDABLE.find((one) => `${one}.json` === request.params.type);
    if (!type) return problem(reply, 404, `Events of this type cannot be recorded. These can: ${RECORDABLE.join(', ')}.`);
    return reply.type('application/schema+json; charset=utf-8').send(JSON.stringify(recordedSchema(type), null, 2));
  });
}
