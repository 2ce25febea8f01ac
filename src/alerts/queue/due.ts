import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import type { RouteTarget } from '../../read/index.js';

/** Where messages of a route go, as it lies in the database. */
export interface Address {
  readonly target: RouteTarget;
  readonly url: Uint8Array;
  readonly secret: Uint8Array | null;
  readonly formerSecret: Uint8Array | null;
  readonly formerUntil: Instant | null;
}

/** The next message of a route, whose time has come. */
export interface Due extends Address {
  readonly route: string;
  readonly id: string;
  readonly body: string;
  /** Until now. */
  readonly attempts: number;
}

/** Of each route that is not busy the first message that is due, at most `limit` of them. What waits for its next attempt holds up nothing behind it. */
export function dueMessages(
  sql: Sql,
  { now, busy, limit }: { readonly now: Instant; readonly busy: readonly string[]; readonly limit: number },
): Promise<Due[]> {
  return sql<Due[]>`
    select r.id as route, r.target, r.url, r.secret, r.former_secret as "formerSecret", r.former_until as "formerUntil", m.id, m.body, m.attempts
    from alert_route r
    cross join lateral (
      select id, body, attempts, next_at
      from alert_message
      where route = r.id and state = 'QUEUED' and next_at <= ${now}::timestamptz
      order by number
      limit 1
    ) m
    where r.state = 'ACTIVE' and (r.not_before is null or r.not_before <= ${now}::timestamptz) and r.id <> all(${busy as string[]}::uuid[])
    order by m.next_at, r.id
    limit ${limit}`;
}
