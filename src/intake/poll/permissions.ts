import { type CoverageClaim, instantOf, type Json, type PermissionClaim, refText } from '#contract';
import { append, hubEvent } from '../../ledger/index.js';
import { failureOf } from './failure.js';
import { claimKey } from './awaited.js';
import type { Recorded } from './known-permissions.js';
import type { Poller } from './poller.js';

const HOUR_MS = 3_600_000;
/** While something is denied, or the probe failed: whoever puts the token right waits for this, so long for each thing that is asked about. */
const SOON_MS = 60_000;

interface Found extends Recorded {
  readonly source: string;
  readonly subject: string;
  readonly collection: string;
}

/** Asks the tool what the token may read, where an hour has passed; a change is recorded as an event. Throws only what the database throws. */
export async function probe(poller: Poller): Promise<void> {
  const { source, permissions, io } = poller;
  if (!source.connector.poll.permissions || Date.now() < permissions.dueAtMs) return;
  try {
    const claims = await source.connector.poll.permissions(io);
    await record(
      poller,
      claims.map((claim) => foundOf(source.name, claim)),
    );
    permissions.soonMs = Math.min(HOUR_MS, SOON_MS * Math.max(1, new Set(claims.map(({ scope }) => refText(scope, source.name))).size));
    permissions.dueAtMs = Date.now() + (claims.some(({ denied }) => denied !== null) ? permissions.soonMs : HOUR_MS);
  } catch (error) {
    permissions.dueAtMs = Date.now() + permissions.soonMs;
    // The streams tell of a source that is away, or refuses everything.
    if (failureOf(error, 0, poller.secrets()).health === 'HUB') throw error;
  }
}

function foundOf(source: string, { scope, collection, permission, denied }: PermissionClaim): Found {
  return { source, subject: refText(scope, source), collection, permission, denied };
}

async function record(poller: Poller, found: readonly Found[]): Promise<void> {
  const { polling, source, permissions } = poller;
  const known = (permissions.known ??= await recordedBefore(poller));
  const news = found.filter((one) => differs(known.get(claimKey(one)), one));
  if (news.length === 0) return;
  const { sql, ledger } = polling.runtime;
  const subjects = [...new Set(news.map(({ subject }) => subject))];
  const events = subjects.map((subject) => eventOf(source.name, subject, found, poller));
  await sql.begin((tx) => append(tx, events, ledger));
  for (const one of found) known.set(claimKey(one), { permission: one.permission, denied: one.denied });
  await wake(poller, news);
}

function differs(before: Recorded | undefined, { permission, denied }: Recorded): boolean {
  return before === undefined || before.permission !== permission || before.denied !== denied;
}

async function recordedBefore({ polling, source }: Poller): Promise<Map<string, Recorded>> {
  const rows = await polling.runtime.sql<Found[]>`
    select source, scope as subject, collection, permission, denied
    from read.permission
    where source = ${source.name}`;
  return new Map(rows.map((row) => [claimKey(row), { permission: row.permission, denied: row.denied }]));
}

/** All that was found of one thing; told apart from an equal finding before it by when it was made. */
function eventOf(source: string, subject: string, found: readonly Found[], { polling }: Poller) {
  const own = found.filter((one) => one.subject === subject);
  const collections: Json = Object.fromEntries(own.map(({ collection, permission, denied }) => [collection, { permission, denied }]));
  const identity = {
    kind: 'permission',
    natural: [source, subject],
    transition: 'OBSERVED',
    discriminator: [instantOf(Date.now() * 1000)],
  };
  return hubEvent('permission.observed', subject, identity, { source, scope: subject, collections }, {}, polling.runtime.ledger.key);
}

/** What was refused waits for ten minutes; what may be read now is read at once. */
async function wake({ polling, source, streams }: Poller, news: readonly Found[]): Promise<void> {
  const granted = new Set(news.filter(({ denied }) => denied === null).map(({ subject }) => subject));
  const names = streams.filter(({ scope }) => granted.has(refText(scope, source.name))).map(({ name }) => name);
  const { sql } = polling.runtime;
  await sql`
    update source_stream
    set next_at = clock_timestamp()
    where source = ${source.name} and stream = any(${sql.array(names, 1009)}::text[])`;
}

/** A reading that came to its end proves nothing of what the token may not read. A refusal has the permissions asked for again. */
export function asPermitted({ permissions, source, streams }: Poller, claims: readonly CoverageClaim[]): readonly CoverageClaim[] {
  const asked = new Set(streams.map(({ scope }) => refText(scope, source.name)));
  return claims.map((claim) => {
    const { scope, collection, state } = claim;
    if (state === 'DENIED' && asked.has(refText(scope, source.name)))
      permissions.dueAtMs = Math.min(permissions.dueAtMs, Date.now() + permissions.soonMs);
    const denied = permissions.known?.get(claimKey({ source: source.name, subject: refText(scope, source.name), collection }))?.denied;
    return state === 'COMPLETE' && denied ? { scope, collection, state: 'DENIED', reason: denied } : claim;
  });
}
