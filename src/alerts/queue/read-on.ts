import type { Sql, Transaction } from '../../db/pool.js';
import { type GapFilter, gapNews, positionOf, type RouteKind, routedNews, type TimelineFilter } from '../../read/index.js';
import { type Clock, instantAt } from '../clock.js';
import { eventAlert } from '../messages/event-alert.js';
import { gapAlert } from '../messages/gap-alert.js';
import { type Alert, messageOf } from '../messages/message.js';
import { enqueue } from './enqueue.js';

export interface Reading {
  readonly sql: Sql;
  readonly clock: Clock;
  /** Where people open the hub; null: messages bear no link. */
  readonly address: string | null;
}

const BATCH = 200;
/** So many wait for one receiver at most; the rest waits in the ledger. */
const MOST_QUEUED = 1_000;

/** Takes what was followed since to the queues of all routes; answers whether it found anything to look at. */
export async function readOn(reading: Reading): Promise<boolean> {
  const behind = await reading.sql<{ id: string }[]>`
    select r.id
    from alert_route r
    where r.state = 'ACTIVE' and r.kind <> 'SYSTEM' and r.cursor < (select coalesce(max(seq), -1) from follow_cursor)
      and (select count(*) from (select from alert_message m where m.route = r.id and m.state = 'QUEUED' limit ${MOST_QUEUED}) q) < ${MOST_QUEUED}
    order by r.cursor`;
  let trouble: unknown = null;
  for (const { id } of behind) {
    // One that cannot be read holds up no other.
    await reading.sql.begin((tx) => readRoute(reading, tx as Transaction, id)).catch((error: unknown) => (trouble ??= error));
  }
  if (trouble !== null) throw trouble instanceof Error ? trouble : new Error(String(trouble));
  return behind.length > 0;
}

interface Standing {
  readonly id: string;
  readonly kind: RouteKind;
  readonly filter: GapFilter & TimelineFilter;
  readonly cursor: number;
}

/** Messages are queued in the transaction in which the cursor moves, and under the route's lock: nothing is lost or doubled, whoever reads and dies. */
async function readRoute({ clock, address }: Reading, tx: Transaction, id: string): Promise<void> {
  const [route] = await tx<Standing[]>`
    select id, kind, filter, cursor from alert_route where id = ${id} and state = 'ACTIVE' for update skip locked`;
  if (!route) return;
  // The functions of `read` take any connection; this one holds the route.
  const sql = tx as unknown as Sql;
  const upTo = await positionOf(sql);
  if (upTo <= route.cursor) return;
  const { alerts, readTo } = await newsOf(sql, route, { after: route.cursor, upTo, limit: BATCH }, address);
  await enqueue(
    tx,
    id,
    alerts.map((alert) => messageOf(route, alert)),
    instantAt(clock.now()),
  );
  await tx`update alert_route set cursor = ${readTo} where id = ${id}`;
}

async function newsOf(
  sql: Sql,
  { kind, filter }: Standing,
  span: { after: number; upTo: number; limit: number },
  address: string | null,
): Promise<{ alerts: Alert[]; readTo: number }> {
  if (kind === 'GAPS') {
    const { items, readTo } = await gapNews(sql, filter, span);
    return { alerts: items.map((item) => gapAlert(item, address)), readTo };
  }
  const { items, readTo } = await routedNews(sql, filter, span);
  return { alerts: items.map((item) => eventAlert(item, address)), readTo };
}
