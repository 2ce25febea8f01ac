import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import { Refusal } from './refusal.js';
import { hashOf } from './secret.js';
import type { Viewer } from './viewer.js';

interface Holder extends Viewer {
  readonly revokedAt: Instant | null;
  readonly expired: boolean;
}

/** A token that we know and that is no good any more: its use is recorded. */
export class KnownButRefused extends Refusal {
  readonly viewer: Viewer;
  readonly reason: 'EXPIRED' | 'REVOKED';
  constructor(viewer: Viewer, reason: 'EXPIRED' | 'REVOKED') {
    super('UNAUTHENTICATED', `This token ${reason === 'EXPIRED' ? 'has expired' : 'was revoked'}. Ask an administrator for another one.`);
    this.viewer = viewer;
    this.reason = reason;
  }
}

/** The viewer behind `Authorization: Bearer …`. Throws UNAUTHENTICATED when it is unknown, expired or revoked. */
export async function viewerOfToken(sql: Sql, secret: string): Promise<Viewer> {
  const [holder] = await sql<Holder[]>`
    select id as token, holder as name, holder_kind as kind, role, expires_at as "expiresAt",
      revoked_at as "revokedAt", expires_at <= clock_timestamp() as expired
    from access_token
    where hash = ${hashOf(secret)}`;
  if (!holder)
    throw new Refusal(
      'UNAUTHENTICATED',
      'Nobody has this token. Check that it was copied whole: it begins with cl_ and has 46 characters.',
    );
  return standing(holder);
}

/** The viewer behind the session cookie. Throws UNAUTHENTICATED when the session is unknown or over, or its token is. */
export async function viewerOfCookie(sql: Sql, cookie: string): Promise<Viewer> {
  const [holder] = await sql<Holder[]>`
    select t.id as token, t.holder as name, t.holder_kind as kind, t.role, least(s.expires_at, t.expires_at) as "expiresAt",
      t.revoked_at as "revokedAt", t.expires_at <= clock_timestamp() as expired
    from access_session s
    join access_token t on t.id = s.token
    where s.hash = ${hashOf(cookie)} and s.kind = 'COOKIE' and s.expires_at > clock_timestamp()`;
  if (!holder) throw new Refusal('UNAUTHENTICATED', 'This browser session is over. Open the address that `npm start` prints.');
  return standing(holder);
}

/** Whether the token still stands; long-lived subscriptions ask again and again. */
export async function stillStands(sql: Sql, viewer: Viewer): Promise<boolean> {
  const [row] = await sql<{ stands: boolean }[]>`
    select revoked_at is null and least(expires_at, ${viewer.expiresAt}::timestamptz) > clock_timestamp() as stands
    from access_token
    where id = ${viewer.token}`;
  return row?.stands ?? false;
}

function standing({ revokedAt, expired, ...viewer }: Holder): Viewer {
  if (revokedAt !== null) throw new KnownButRefused(viewer, 'REVOKED');
  if (expired) throw new KnownButRefused(viewer, 'EXPIRED');
  return viewer;
}
