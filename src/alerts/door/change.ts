import type { Sql, Transaction } from '../../db/pool.js';
import {
  alertRoute,
  type CannotDo,
  type RouteDone,
  type RouteMade,
  type RouteReplayed,
  type RouteRow,
  type Viewer,
} from '../../read/index.js';
import { instantAt } from '../clock.js';
import { recordRoute } from '../record-route.js';
import { sealSecret } from '../sealed-secret.js';
import { newSecret } from '../send/index.js';
import type { DoorOptions } from './options.js';

const HOUR_MS = 3_600_000;

/** A new secret; the old one signs beside it for so many hours. */
export function rotateSecret(options: DoorOptions, id: string, overlapHours: number, by: Viewer): Promise<RouteMade | CannotDo> {
  const { clock, key } = options;
  return onRoute(options, id, async (tx, route) => {
    if (route.target === 'SLACK')
      return { sentence: 'Slack checks no signatures: its address is the secret. For a new one, make a new route.' };
    const secret = newSecret();
    const until = overlapHours === 0 ? null : instantAt(clock.now() + overlapHours * HOUR_MS);
    await tx`
      update alert_route
      set former_secret = ${until === null ? null : tx`secret`}, former_until = ${until}::timestamptz, secret = ${sealSecret(secret, key)}
      where id = ${id}`;
    await note(tx, options, { type: 'alert_route.changed', route, by, change: 'SECRET' });
    return { ...(await now(tx, id)), secret };
  });
}

/** A route that stood still goes on where it stopped. */
export function enableRoute(options: DoorOptions, id: string, by: Viewer): Promise<RouteDone | CannotDo> {
  return onRoute(options, id, async (tx, route) => {
    if (route.state === 'ACTIVE') return { sentence: `${route.name} is active.` };
    await tx`update alert_route set state = 'ACTIVE', reason = null, not_before = null where id = ${id}`;
    await note(tx, options, { type: 'alert_route.changed', route, by, change: 'ENABLED' });
    return now(tx, id);
  });
}

/** The route as it was. What waited for its receiver is gone with it. */
export function removeRoute(options: DoorOptions, id: string, by: Viewer): Promise<RouteDone | CannotDo> {
  return onRoute(options, id, async (tx, route) => {
    await tx`delete from alert_route where id = ${id}`;
    await note(tx, options, { type: 'alert_route.deleted', route, by, change: null });
    return { route };
  });
}

/** The dead letters of a route at once, in their order; or all that the ledger holds after an event, with the ids that it had before. */
export function replayRoute(options: DoorOptions, id: string, after: number | null): Promise<RouteReplayed | CannotDo> {
  return onRoute(options, id, async (tx, route) => {
    if (after === null) {
      const again = await tx`
        update alert_message set state = 'QUEUED', attempts = 0, next_at = ${instantAt(options.clock.now())}::timestamptz
        where route = ${id} and state = 'DEAD'`;
      return { ...(await now(tx, id)), deadLetters: again.count };
    }
    if (route.kind === 'SYSTEM')
      return { sentence: 'A SYSTEM route tells what is wrong now, and the ledger does not hold that. Leave `after` out.' };
    if (after >= route.cursor)
      return { sentence: `${route.name} was told only up to ${route.cursor}: what comes after ${after} is told in any case.` };
    await tx`delete from alert_message where route = ${id} and seq > ${after}`;
    await tx`update alert_route set cursor = ${after} where id = ${id}`;
    return { ...(await now(tx, id)), deadLetters: 0 };
  });
}

/** Under the lock of the route, so that nobody reads on for it meanwhile. */
function onRoute<T>(
  { sql }: DoorOptions,
  id: string,
  change: (tx: Transaction, route: RouteRow) => Promise<T | CannotDo>,
): Promise<T | CannotDo> {
  return sql.begin(async (tx) => {
    await tx`select from alert_route where id = ${id} for update`;
    const route = await alertRoute(tx as unknown as Sql, id);
    return route === null ? NO_ROUTE : change(tx as Transaction, route);
  }) as Promise<T | CannotDo>;
}

export const NO_ROUTE: CannotDo = { sentence: 'There is no such route. The list `alertRoutes` shows which there are.' };

async function now(tx: Transaction, id: string): Promise<RouteDone> {
  return { route: (await alertRoute(tx as unknown as Sql, id))! };
}

interface Noted {
  readonly type: 'alert_route.changed' | 'alert_route.deleted';
  readonly route: RouteRow;
  readonly by: Viewer;
  readonly change: 'SECRET' | 'ENABLED' | null;
}

function note(tx: Transaction, { clock, key }: DoorOptions, { type, route, by, change }: Noted): Promise<void> {
  const { id, name, kind, target, host } = route;
  const core = { name, kind, target, host, ...(change === null ? {} : { change }) };
  return recordRoute(tx, { type, route: id, at: `${instantAt(clock.now())} ${route.behind} ${route.lastAttemptAt ?? ''}`, by, core }, key);
}
