import type { Sql } from '../../src/db/pool.js';
import type { Runtime } from '../../src/inbox/index.js';
import { requestSync, startPolling } from '../../src/intake/index.js';
import { startNormaliseLoop } from '../../src/normalise/index.js';
import { until } from '../intake/until.js';

export async function now(sql: Sql): Promise<string> {
  const [row] = await sql<{ now: string }[]>`select clock_timestamp() as now`;
  return row?.now ?? '';
}

/** One pass over every stream, from now on; the loops are those of the hub. */
export async function polled(runtime: Runtime, isEnough: () => Promise<boolean>, what = 'everything is read'): Promise<void> {
  await reading(runtime, async (since) => {
    const normalising = startNormaliseLoop(runtime);
    try {
      await until(what, async () => (await isRead(runtime.sql, since)) && isEnough(), 120_000);
    } finally {
      await normalising.stop();
    }
  });
}

/** The same, but what was read is taken into the ledger when all was: in few transactions, with few states between them. */
export async function polledFirst(runtime: Runtime): Promise<void> {
  const { sql } = runtime;
  await reading(runtime, async (since) => {
    await until('everything is read', () => isRead(sql, since, 'BUT_NOT_TAKEN_IN'), 120_000);
    const normalising = startNormaliseLoop(runtime);
    try {
      await until('everything is taken in', () => isRead(sql, since), 120_000);
    } finally {
      await normalising.stop();
    }
  });
}

/** While the loops of polling run, which were asked for everything. */
async function reading(runtime: Runtime, work: (since: string) => Promise<void>): Promise<void> {
  const since = await now(runtime.sql);
  await syncAll(runtime);
  const polling = startPolling(runtime);
  try {
    await work(since);
  } finally {
    await polling.stop();
  }
}

export async function syncAll({ sql, sources }: Runtime): Promise<void> {
  for (const source of sources.keys()) await requestSync(sql, source);
}

const SYNC_EVERY_MS = 250;

/** Asks for everything, again and again, but not at each look: a pass takes longer than that. */
export function syncsAgain(runtime: Runtime): () => Promise<void> {
  let askedAt = -Infinity;
  return async () => {
    if (performance.now() - askedAt < SYNC_EVERY_MS) return;
    askedAt = performance.now();
    await syncAll(runtime);
  };
}

/** Lets the loops look at once at what answers wait for, which they do each second. */
export async function lookAgain({ sql }: Runtime): Promise<void> {
  await sql`select pg_notify('sync', '')`;
}

async function isRead(sql: Sql, since: string, how: 'AND_TAKEN_IN' | 'BUT_NOT_TAKEN_IN' = 'AND_TAKEN_IN'): Promise<boolean> {
  const [row] = await sql<{ streams: number; unread: number; pending: number; rung: number }[]>`
    select
      (select count(*)::int from source_stream where stream not like 'census:%') as streams,
      (select count(*)::int from source_stream where stream not like 'census:%' and sentence is null and (completed_at is null or completed_at < ${since})) as unread,
      (select count(*)::int from inbox_delivery where state = 'PENDING') as pending,
      (select count(*)::int from inbox_doorbell where attempts = 0) as rung`;
  if (row === undefined || row.streams === 0 || row.unread > 0) return false;
  return how === 'BUT_NOT_TAKEN_IN' || row.pending + row.rung === 0;
}

/** The ledger tells of every collection that it was read, or may not be, within the hour (between two watermarks). */
export async function isCovered(sql: Sql, collections: number, since: string): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`
    with event as (
      select convert_from(leaf, 'utf8')::jsonb ->> 'type' as type, convert_from(body, 'utf8')::jsonb -> 'core' as core from ledger_event),
    told as (
      select core ->> 'scope' as scope, core ->> 'collection' as collection
      from event
      where type = 'coverage.changed'
        and (core ->> 'state' = 'DENIED' or (core ->> 'upTo')::timestamptz > ${since}::timestamptz - interval '1 hour')
      union
      select core ->> 'scope', found.key
      from event cross join jsonb_each(case when type = 'permission.observed' then core -> 'collections' end) as found
      where found.value ->> 'denied' is not null)
    select count(*)::int as count from told where collection not like 'census:%' and scope not like 'ticket:%'`;
  // Of what may not be read, a connector may tell more than it was asked for.
  return row !== undefined && row.count >= collections;
}

/** An answer waits for the paths of a commit, and nobody refused them. Of what is long past one is asked for at each look. */
export async function isAwaitingPaths(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ is: boolean }[]>`
    select exists (
      select from read.awaiting a
      where a.collection = 'paths' and a.item <> '' and not exists (
        select from inbox_doorbell d
        where d.collection = 'paths' and d.reference ->> 'sha' = a.item and d.last_error is not null)) as is`;
  return row?.is === true;
}
