import type { FastifyInstance } from 'fastify';
import { setTimeout } from 'node:timers/promises';
import type { Sql } from '../db/pool.js';
import { ledgerSize, positionOf } from '../read/index.js';
import type { Part, ServerHub } from './hub.js';

/** Following later than this many events is not ready: a dashboard would show the past as the present. */
const LAG = 50_000;
/** Shorter than the usual patience of probes. */
const PATIENCE_MS = 2_000;

/** `/health/live`: the process answers. `/health/ready`: every part is named, and 503 says which is not ready. */
export function healthRoutes(app: FastifyInstance, hub: ServerHub): void {
  app.get('/health/live', () => ({ status: 'live' }));
  // Not over the connections of questions: slow ones may hold them all, and the hub is ready.
  app.get('/health/ready', async (_request, reply) => {
    const parts = [...(await Promise.race([databaseParts(hub.access.sql), awayAfter(PATIENCE_MS)])), ...hub.parts(), sourcesPart(hub)];
    const ready = parts.every((part) => part.ready);
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', parts });
  });
}

async function databaseParts(sql: Sql): Promise<Part[]> {
  try {
    const [size, position, ledger] = await Promise.all([ledgerSize(sql), positionOf(sql), ledgerPart(sql)]);
    const behind = Math.max(0, size - 1 - position);
    return [
      { name: 'database', ready: true, sentence: 'The database answers.' },
      ledger,
      { name: 'following', ready: behind <= LAG, sentence: `${behind} of ${size} events are not followed yet.` },
    ];
  } catch {
    return AWAY;
  }
}

const AWAY: Part[] = [
  {
    name: 'database',
    ready: false,
    sentence: 'The database does not answer. Nothing that was kept is lost; the hub goes on when it is back.',
  },
];

/** While it is away, the driver may hold a question until it is back, and a probe would hang. */
function awayAfter(ms: number): Promise<Part[]> {
  return setTimeout(ms, AWAY, { ref: false });
}

async function ledgerPart(sql: Sql): Promise<Part> {
  const [row] = await sql<{ opened: boolean; mayChange: boolean }[]>`
    select exists (select from ledger_head) as opened,
      has_table_privilege('public.ledger_event', 'update') or has_table_privilege('public.ledger_event', 'delete') as "mayChange"`;
  const guard = row?.mayChange ? 'append-only by trigger' : 'append-only by trigger and role';
  return row?.opened
    ? { name: 'ledger', ready: true, sentence: `The ledger is ${guard}.` }
    : { name: 'ledger', ready: false, sentence: 'The ledger was not opened yet.' };
}

function sourcesPart({ sources }: ServerHub): Part {
  const sentence = sources.length === 0 ? 'No source is configured.' : `${sources.length} sources are configured.`;
  return { name: 'sources', ready: true, sentence };
}
