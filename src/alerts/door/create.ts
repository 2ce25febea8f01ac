import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/pool.js';
import { alertRoute, type CannotDo, type NewRoute, positionOf, type RouteMade, type SystemFilter, type Viewer } from '../../read/index.js';
import type { Sql } from '../../db/pool.js';
import { tellStanding } from '../conditions/tell-system.js';
import { recordRoute } from '../record-route.js';
import { sealSecret } from '../sealed-secret.js';
import { newSecret } from '../send/index.js';
import type { DoorOptions } from './options.js';

/** Every route reads the news for itself. */
const MOST_ROUTES = 100;

/** Makes a route, with a secret that is shown once where its receiver checks signatures. */
export function createRoute({ sql, key }: DoorOptions, wanted: NewRoute, by: Viewer): Promise<RouteMade | CannotDo> {
  return sql.begin(async (tx) => {
    // Two at once count, and look for a name, one after the other.
    await tx`lock table alert_route in share row exclusive mode`;
    const refused = await whyNot(tx as Transaction, wanted.name);
    if (refused) return refused;
    const id = randomUUID();
    const secret = wanted.target === 'SLACK' ? null : newSecret();
    const connection = tx as unknown as Sql;
    const { name, kind, target, url, filter } = wanted;
    await tx`
      insert into alert_route (id, name, kind, target, host, url, secret, filter, cursor, created_by)
      values (
        ${id}, ${name}, ${kind}, ${target}, ${url.host}, ${sealSecret(url.href, key)}, ${secret === null ? null : sealSecret(secret, key)},
        ${JSON.stringify(filter)}::text::jsonb, ${wanted.after ?? (await positionOf(connection))}, ${`token:${by.token}`}
      )`;
    if (kind === 'SYSTEM') await tellStanding(tx as Transaction, id, filter as SystemFilter);
    const core = { name, kind, target, host: url.host };
    await recordRoute(tx as Transaction, { type: 'alert_route.created', route: id, at: id, by, core }, key);
    return { route: (await alertRoute(connection, id))!, secret };
  });
}

async function whyNot(tx: Transaction, name: string): Promise<CannotDo | null> {
  const [row] = await tx<{ routes: number; taken: boolean }[]>`
    select count(*)::int as routes, coalesce(bool_or(name = ${name}), false) as taken from alert_route`;
  if (row?.taken) return { sentence: `There is a route ${name} already. Choose another name, or delete that one.` };
  if ((row?.routes ?? 0) < MOST_ROUTES) return null;
  return { sentence: `There are ${MOST_ROUTES} routes, which is as many as there may be. Delete one that nobody needs.` };
}
