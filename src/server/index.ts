// The HTTP server: GraphQL over HTTP and WebSocket, health, metrics, the page.
// Comes in: a hub. Goes out: a Fastify instance that does not listen yet; webhooks are plugged in by main.
// Never: answers without a token but on health and the notice of the page, or shows an error's insides.
import Fastify, { type FastifyInstance } from 'fastify';
import { Audiences } from './audience/index.js';
import { auditRoutes } from './audit-route.js';
import { cloudEventRoute } from './cloud-events.js';
import { evidenceRoutes } from './evidence.js';
import { graphqlRoutes } from './graphql.js';
import { healthRoutes } from './health.js';
import type { ServerHub } from './hub.js';
import { metricsRoute } from './metrics.js';
import { pageRoute } from './page.js';
import { problems } from './problem.js';
import { recordedSchemas } from './recorded-schemas.js';
import { reportRoute } from './report-route.js';
import { rim } from './rim.js';
import { schemaRoute } from './schema-route.js';

export type { Part, ServerHub } from './hub.js';

/** The server with all its routes; `main` adds the hooks and listens. */
export function buildServer(hub: ServerHub): FastifyInstance {
  const app = Fastify({ bodyLimit: 1_000_000, forceCloseConnections: true });
  problems(app, hub.log);
  rim(app, hub.corsOrigins);
  healthRoutes(app, hub);
  const audiences = new Audiences(hub);
  metricsRoute(app, hub, audiences);
  pageRoute(app, hub);
  schemaRoute(app, hub);
  recordedSchemas(app);
  evidenceRoutes(app, hub);
  cloudEventRoute(app, hub);
  reportRoute(app, hub);
  auditRoutes(app, hub);
  void app.register((scope) => graphqlRoutes(scope, hub, audiences));
  return app;
}
