import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { CannotKeep, openKeeper, uuid7, webhookDedupe, type Incoming } from '../../src/inbox/index.js';
import { hooksServer, send } from '../intake/hooks-server.js';
import { takeAway } from '../intake/take-away.js';
import { testHub, type TestHub } from '../intake/test-hub.js';
import { until } from '../intake/until.js';

let hub: TestHub;

beforeEach(async () => {
  hub = await testHub();
});
afterEach(() => hub.close());

function incoming(id: string, body = `{"id":"${id}"}`): Incoming {
  const bytes = Buffer.from(body);
  return { source: 'paper-acme', door: 'WEBHOOK', stream: null, headers: { id }, body: bytes, dedupe: webhookDedupe(id, bytes) };
}

/** How many transactions committed the rows: each gave its rows one `xmin`. */
async function commits(): Promise<{ rows: number; commits: number }> {
  const [row] = await hub.sql<{ rows: number; commits: number }[]>`
    select count(*)::integer as rows, count(distinct xmin::text)::integer as commits from inbox_delivery`;
  return row ?? { rows: -1, commits: -1 };
}

async function asOwner(statements: string): Promise<void> {
  const admin = openPool(hub.database.adminUrl, { max: 1 });
  await admin.unsafe(statements);
  await admin.end();
}

describe('the keeper', () => {
  it('commits what arrives together in groups, each delivery under its own id', async () => {
    const keeper = openKeeper(hub.sql);
    const ids = await Promise.all(Array.from({ length: 500 }, (_, at) => keeper.keep(incoming(`d${at}`))));
    expect(new Set(ids).size).toBe(500);
    const counted = await commits();
    expect(counted.rows).toBe(500);
    expect(counted.commits).toBeLessThan(50);
    const [row] = await hub.sql<{ headers: { id: string } }[]>`select headers from inbox_delivery where id = ${ids[123] ?? ''}`;
    expect(row?.headers).toEqual({ id: 'd123' });
  });

  it('gives one id to equal deliveries, within a group, between groups and between hubs', async () => {
    const one = openKeeper(hub.sql);
    const other = openKeeper(hub.sql);
    const twice = Array.from({ length: 300 }, (_, at) => incoming(`d${at % 60}`));
    const ids = await Promise.all(twice.map((delivery, at) => (at % 2 ? one : other).keep(delivery)));
    expect(new Set(ids).size).toBe(60);
    ids.forEach((id, at) => expect(id).toBe(ids[at % 60]));
    expect((await commits()).rows).toBe(60);
  });

  it('refuses beyond what it may hold, and keeps what it accepted', async () => {
    const keeper = openKeeper(hub.sql, { waiting: 100 });
    const outcomes = await Promise.allSettled(Array.from({ length: 400 }, (_, at) => keeper.keep(incoming(`d${at}`))));
    const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refusals.length).toBeGreaterThan(200);
    expect(refusals.every((outcome) => outcome.reason instanceof CannotKeep)).toBe(true);
    expect((await commits()).rows).toBe(400 - refusals.length);
  });

  it('refuses more bytes than it may hold', async () => {
    const keeper = openKeeper(hub.sql, { waitingBytes: 1_000 });
    const first = keeper.keep(incoming('a', 'x'.repeat(900)));
    await expect(keeper.keep(incoming('b', 'x'.repeat(900)))).rejects.toThrow('More deliveries are waiting');
    await first;
    await expect(keeper.keep(incoming('c', 'x'.repeat(900)))).resolves.toHaveLength(36);
  });

  it('refuses alone the delivery that the database will not have', async () => {
    await asOwner(`alter table inbox_delivery add constraint no_poison check (headers->>'id' <> 'd7')`);
    const keeper = openKeeper(hub.sql);
    const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, at) => keeper.keep(incoming(`d${at}`))));
    expect(outcomes.flatMap((outcome, at) => (outcome.status === 'rejected' ? [at] : []))).toEqual([7]);
  });
});

describe('a hub whose database is in trouble', () => {
  it('14.12 answers 503 with Retry-After when the disk is full, and 202 once there is space', async () => {
    const server = await hooksServer(hub.runtime);
    await asOwner(`
      create function full_disk() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger full_disk before insert on inbox_delivery for each statement execute function full_disk()`);
    const sent = await send(server.url, { notes: [] }, { id: 'd1' });
    expect(sent.status).toBe(503);
    expect(Number(sent.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(sent.body.detail).toBe('It was not kept: the database has no space left (53100). Nothing was kept: send it again.');
    await asOwner('drop trigger full_disk on inbox_delivery');
    expect((await send(server.url, { notes: [] }, { id: 'd1' })).status).toBe(202);
    await server.close();
  });

  it('14.12 answers 503 while the database is away, and 202 by itself once it is back', async () => {
    const server = await hooksServer(hub.runtime, { patienceMs: 500 });
    expect((await send(server.url, { notes: [] }, { id: 'before' })).status).toBe(202);
    const back = await takeAway(hub.database.name);
    const during = await send(server.url, { notes: [] }, { id: 'during' });
    expect(during.status).toBe(503);
    expect(during.headers.get('retry-after')).not.toBeNull();
    await back();
    const after = await until('it is kept', async () => {
      const sent = await send(server.url, { notes: [] }, { id: 'during' });
      return sent.status === 202 && sent;
    });
    const [row] = await hub.sql<
      { count: number }[]
    >`select count(*)::integer as count from inbox_delivery where id = ${after.body.delivery ?? ''}`;
    expect(row?.count).toBe(1);
    expect((await commits()).rows).toBe(2);
    await server.close();
  });

  it('14.12 answers 202 to nothing that was not committed, with connections cut under load', async () => {
    const server = await hooksServer(hub.runtime, { patienceMs: 500 });
    const kept = new Set<string>();
    let stop = false;
    const load = Promise.all(
      Array.from({ length: 8 }, async (_, lane) => {
        for (let at = 0; !stop; at += 1) {
          const sent = await send(server.url, { notes: [] }, { id: `${lane}-${at}` });
          if (sent.status === 202) kept.add(sent.body.delivery ?? '');
        }
      }),
    );
    await until('some are kept', () => kept.size > 50);
    const back = await takeAway(hub.database.name);
    await back();
    const before = kept.size;
    await until('more are kept afterwards', () => kept.size > before + 50);
    stop = true;
    await load;
    const rows = await hub.sql<{ id: string }[]>`select id from inbox_delivery`;
    const there = new Set(rows.map((row) => row.id));
    expect([...kept].filter((id) => !there.has(id))).toEqual([]);
    await server.close();
  });
});

describe('uuid7', () => {
  it('grows, also within a millisecond and when the clock goes back', () => {
    const ids = Array.from({ length: 10_000 }, (_, at) => uuid7(1_767_323_045_000 - (at % 3)));
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
