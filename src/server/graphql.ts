import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newContext, type ApiContext } from '../../schema/index.js';
import type { Viewer } from '../access/index.js';
import { apolloFor } from './apollo.js';
import type { ServerHub } from './hub.js';
import { askedBy, identifyAsker } from './identify.js';
import { socketHandler } from './websocket.js';

/** `/graphql` over HTTP and WebSocket; nobody is answered before it is known who asks. */
export async function graphqlRoutes(app: FastifyInstance, hub: ServerHub): Promise<void> {
  const apollo = apolloFor(hub);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  await app.register(websocket, { options: { maxPayload: 1_000_000 } });
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const onRequest = async (request: FastifyRequest) => {
    if (!request.ws) viewers.set(request, await identifyAsker(hub, askedBy(request)));
  };
  const context = (request: FastifyRequest): Promise<ApiContext> => Promise.resolve(newContext(hub, viewers.get(request) as Viewer));
  const handler = fastifyApolloHandler(apollo, { context });
  await app.register(async (scope) => {
    scope.route({ method: 'GET', url: '/graphql', onRequest, handler, wsHandler: socketHandler(hub) });
    scope.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: '/graphql', onRequest, handler });
  });
}
