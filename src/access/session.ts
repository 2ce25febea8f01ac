import type { Sql } from '../db/pool.js';
import { hashOf, newSecret } from './secret.js';

export const SESSION_SECONDS = 12 * 3600;

/**
 * A code for the printed address, good for ten minutes and one use: the token itself is never in an address,
 * which browsers, proxies and shells remember.
 */
export async function oneTimeCode(sql: Sql, token: string): Promise<string> {
  const code = newSecret().slice(3);
  await sql`delete from access_session where expires_at < clock_timestamp() - interval '1 day'`;
  await sql`
    insert into access_session (hash, kind, token, expires_at)
    values (${hashOf(code)}, 'CODE', ${token}, clock_timestamp() + interval '10 minutes')`;
  return code;
}

/** Trades the code for a session cookie's value, once; null when it is unknown, used or older than ten minutes. */
export async function redeem(sql: Sql, code: string): Promise<string | null> {
  const cookie = newSecret().slice(3);
  const rows = await sql`
    with used as (
      update access_session
      set used_at = clock_timestamp()
      where hash = ${hashOf(code)} and kind = 'CODE' and used_at is null and expires_at > clock_timestamp()
      returning token
    )
    insert into access_session (hash, kind, token, expires_at)
    select ${hashOf(cookie)}::bytea, 'COOKIE', token, clock_timestamp() + make_interval(secs => ${SESSION_SECONDS})
    from used
    returning hash`;
  return rows.length === 1 ? cookie : null;
}
