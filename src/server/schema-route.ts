import type { FastifyInstance } from 'fastify';
import { printSchema } from 'graphql';
import { apiSchema } from '../../schema/index.js';
import { Refusal } from '../access/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker, sendRefusal } from './identify.js';

/** `/schema.graphql`: the schema as text, for code generators. */
export function schemaRoute(app: FastifyInstance, hub: ServerHub): void {
  app.get('/schema.graphql', async (request, reply) => {
    try {
      await identifyAsker(hub, askedBy(request));
    } catch (error) {
      if (error instanceof Refusal) return sendRefusal(reply, error);
      throw error;
    }
    return reply.type('text/plain; charset=utf-8').send(`${printSchema(apiSchema())}\n`);
  });
}
