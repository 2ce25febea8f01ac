import { randomUUID } from 'node:crypto';
import type { Sql } from '../../db/pool.js';
import { alertRoute, type CannotDo, type RouteTested } from '../../read/index.js';
import { instantAt } from '../clock.js';
import { bodyOf } from '../messages/message.js';
import { attempt } from '../queue/attempt.js';
import type { Address } from '../queue/due.js';
import { NO_ROUTE } from './change.js';
import type { DoorOptions } from './options.js';

/** Sends one message at once, past the queue and also where the route is disabled; once, whatever comes of it. */
export async function testRoute(options: DoorOptions, id: string): Promise<RouteTested | CannotDo> {
  const { sql, clock } = options;
  const [address] = await sql<Address[]>`
    select target, url, secret, former_secret as "formerSecret", former_until as "formerUntil" from alert_route where id = ${id}`;
  if (!address) return NO_ROUTE;
  const at = instantAt(clock.now());
  const data = { sentence: 'A test: alerts of this route arrive here.' };
  const message = { id: `msg_${randomUUID().replaceAll('-', '')}`, body: bodyOf({ type: 'alert.test', at, data }) };
  const { end, sentence } = await attempt(options, address, message);
  const route = await sql.begin(async (tx) => {
    await tx`update alert_route set last_attempt_at = ${at}::timestamptz, last_sentence = ${sentence} where id = ${id}`;
    return alertRoute(tx as unknown as Sql, id);
  });
  return route === null ? NO_ROUTE : { route, delivered: end === 'DELIVERED', sentence };
}
