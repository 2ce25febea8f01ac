import { fastifyApolloHandler } from '@as-integrations/fastify';
import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiContext } from '../../schema/index.js';
import type { Viewer } from '../access/index.js';
import { apolloFor } from './apollo.js';
import type { Audiences } from './audience/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identify, identifyAsker } from './identify.js';
import { questionContext } from './question.js';
import { streamHandler } from './stream.js';
import { socketHandler } from './websocket.js';

/** `/graphql` over HTTP and WebSocket, `/graphql/stream` as server-sent events; nobody is answered before it is known who asks. */
export async function graphqlRoutes(app: FastifyInstance, hub: ServerHub, audiences: Audiences): Promise<void> {
  const apollo = apolloFor(hub);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  await app.register(websocket, { options: { maxPayload: 1_000_000 } });
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  const onRequest = async (request: FastifyRequest) => {
    if (!request.ws) viewers.set(request, await identifyAsker(hub, askedBy(request)));
  };
  // A token that may only hand in events gets as far as `ingesting` in apollo.ts, which knows what is asked.
  const onHandIn = async (request: FastifyRequest) => void viewers.set(request, await identify(hub, askedBy(request)));
  const viewerOf = (request: FastifyRequest) => viewers.get(request) as Viewer;
  const context = (request: FastifyRequest, reply: FastifyReply): Promise<ApiContext> => {
    const asked = questionContext(hub, viewerOf(request));
    // Also where Apollo failed, and said no word of an end.
    reply.raw.once('close', () => void asked.moment?.end());
    return Promise.resolve(asked);
  };
  const handler = fastifyApolloHandler(apollo, { context });
  await app.register(async (scope) => {
    scope.route({ method: 'GET', url: '/graphql', onRequest, handler, wsHandler: socketHandler(hub, audiences) });
    scope.route({ method: ['GET', 'POST'], url: '/graphql/stream', onRequest, handler: streamHandler(hub, audiences, viewerOf) });
    scope.route({ method: 'POST', url: '/graphql', onRequest: onHandIn, handler });
    scope.route({ method: ['PUT', 'PATCH', 'DELETE'], url: '/graphql', onRequest, handler });
  });
}
