import type { FastifyInstance } from 'fastify';
import { printSchema } from 'graphql';
import { apiSchema } from '../../schema/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker } from './identify.js';

/** `/schema.graphql`: the schema as text, for code generators. */
export function schemaRoute(app: FastifyInstance, hub: ServerHub): void {
  app.get('/schema.graphql', async (request, reply) => {
    await identifyAsker(hub, askedBy(request));
    return reply.type('text/plain; charset=utf-8').send(`${printSchema(apiSchema())}\n`);
  });
}
