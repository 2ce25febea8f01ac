import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { demand } from '../access/index.js';
import { ledgerSize, positionOf } from '../read/index.js';
import type { Audiences } from './audience/index.js';
import type { ServerHub } from './hub.js';
import { askedBy, identify } from './identify.js';

/** `/metrics` for Prometheus, for any token that may ask questions. */
export function metricsRoute(app: FastifyInstance, hub: ServerHub, audiences: Audiences): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  observeRequests(app, register);
  gauges(hub, register);
  observeSubscribers(audiences, register);
  app.get('/metrics', async (request, reply) => {
    demand(await identify(hub, askedBy(request)), 'viewer', 'read metrics');
    return reply.type(register.contentType).send(await register.metrics());
  });
}

function observeRequests(app: FastifyInstance, register: Registry): void {
  const seconds = new Histogram({
    name: 'changeline_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.2, 1, 5],
    registers: [register],
  });
  app.addHook('onResponse', (request, reply, done) => {
    seconds.observe({ route: request.routeOptions.url ?? 'unknown', status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    done();
  });
}

function gauges(hub: ServerHub, register: Registry): void {
  const gauge = (name: string, help: string, value: () => Promise<number> | number) =>
    new Gauge({
      name: `changeline_${name}`,
      help,
      registers: [register],
      async collect() {
        this.set(await value());
      },
    });
  gauge('ledger_events', 'Events in the ledger.', () => ledgerSize(hub.sql));
  gauge(
    'follow_lag_events',
    'Events that are not followed yet.',
    async () => (await ledgerSize(hub.sql)) - 1 - (await positionOf(hub.sql)),
  );
  gauge('inbox_pending_deliveries', 'Deliveries that are kept and not worked through.', () =>
    count(hub.sql`select count(*)::int as n from inbox_delivery where state = 'PENDING'`),
  );
  gauge('inbox_quarantined_records', 'Records that were not understood.', () =>
    count(hub.sql`select count(*)::int as n from inbox_record where state = 'QUARANTINED'`),
  );
  gauge('alert_messages_queued', 'Alerts that wait for their receivers.', () =>
    count(hub.sql`select count(*)::int as n from alert_message where state = 'QUEUED'`),
  );
  gauge('alert_messages_dead', 'Alerts that no attempt delivered.', () =>
    count(hub.sql`select count(*)::int as n from alert_message where state = 'DEAD'`),
  );
}

function observeSubscribers(audiences: Audiences, register: Registry): void {
  type Name = keyof ReturnType<Audiences['counts']>;
  const gauge = (of: Name, name: string, help: string) =>
    new Gauge({
      name: `changeline_${name}`,
      help,
      registers: [register],
      collect() {
        this.set(audiences.counts()[of]);
      },
    });
  const counter = (of: Name, name: string, help: string) =>
    new Counter({
      name: `changeline_${name}_total`,
      help,
      registers: [register],
      collect() {
        this.reset();
        this.inc(audiences.counts()[of]);
      },
    });
  gauge('subscribers', 'subscribers', 'Subscriptions that are told of everything up to now.');
  gauge('questions', 'subscribed_questions', 'Different questions among them.');
  counter('answers', 'subscription_answers', 'How often the question of a subscription was run about one piece of news.');
  counter('messages', 'subscription_messages', 'Answers that were handed to subscribers.');
}

async function count(query: PromiseLike<readonly object[]>): Promise<number> {
  const [row] = (await query) as readonly { n?: number }[];
  return row?.n ?? 0;
}
