import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startGitHub, type GitHub } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { payWorld } from '../sample/small-world.js';
import { superuser, TEST_SERVER } from '../setup/server.js';
import { expectHonest, expectWhole, flood, messages } from './flood.js';
import { connectionsTo, embeddedPlace, externalPlace, GITHUB_TOKEN, SOURCE, type ExternalPlace, type Place } from './place.js';
import { startHub, type RunningHub } from './running-hub.js';

const AWAY =
  /^It was not kept: the database does not answer \(\w+\)\. Nothing was kept: send it again\.$|^The database did not answer in time\. /;

let github: GitHub;
let connections: string;

beforeAll(async () => {
  github = await startGitHub(payWorld(), { token: GITHUB_TOKEN });
  connections = connectionsTo({ [SOURCE]: github.url });
});
afterAll(() => github.close());

describe('a database that goes away for a while, under load', () => {
  let place: ExternalPlace;
  let hub: RunningHub;
  beforeAll(async () => {
    place = await externalPlace({ connections });
    hub = await startHub(place.folder, place.env);
  });
  afterAll(async () => {
    await hub.kill();
    await place.clear();
  });

  const allow = (allowed: boolean): Promise<void> =>
    superuser(inject(TEST_SERVER), async (sql) => {
      await sql.unsafe(`alter database ${place.database.name} with allow_connections ${String(allowed)}`);
      if (!allowed) await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${place.database.name}`;
    });

  it('costs nothing that was answered 202: others are told 503, readiness names the database, and all goes on by itself', async () => {
    const under = flood(hub, messages(300));
    await until('some were kept', () => under.ids.length >= 50);
    await allow(false);
    const away = await until('it is not ready', async () => {
      const seen = await hub.ready();
      return seen.status === 503 ? seen : null;
    });
    expect(away.parts[0]).toEqual({
      name: 'database',
      ready: false,
      sentence: 'The database does not answer. Nothing that was kept is lost; the hub goes on when it is back.',
    });
    // The longest wait of a delivery is eight seconds.
    await until('each lane was refused', () => under.refusals.length >= 8, 60_000);
    expect((await hub.ready()).parts[0]).toEqual(away.parts[0]);
    await allow(true);
    await under.over;
    expectHonest(under.refusals, AWAY);
    await expectWhole(hub, place, under);
    await until('the source is read again', async () => {
      const seen = await hub.graphql('{ sources { health } }');
      return JSON.stringify(seen['sources']) === '[{"health":"HEALTHY"}]';
    });
    expect(hub.output()).not.toContain('defect');
  }, 90_000);

  it('does not keep the hub from stopping within ten seconds', async () => {
    await allow(false);
    await until('it is not ready', async () => (await hub.ready()).status === 503);
    const { code, ms } = await hub.stop();
    await allow(true);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
  }, 30_000);
});

describe('a PostgreSQL of its own that is killed, under load', () => {
  let place: Place;
  let hub: RunningHub;
  beforeAll(async () => {
    place = await embeddedPlace({ connections });
    hub = await startHub(place.folder, place.env);
  });
  afterAll(async () => {
    await hub.stop();
    await place.clear();
  });

  it('is started again, and costs nothing that was answered 202', async () => {
    const file = join(place.folder, 'data', 'postgres', 'postmaster.pid');
    const server = () => Number(readFileSync(file, 'utf8').split('\n')[0]);
    const before = server();
    const under = flood(hub, messages(300));
    await until('some were kept', () => under.ids.length >= 50);
    process.kill(before, 'SIGKILL');
    await under.over;
    expect(server()).not.toBe(before);
    expectHonest(under.refusals, AWAY);
    expect(hub.output()).toContain('PostgreSQL ended unasked (SIGKILL); it is started again.');
    await expectWhole(hub, place, under);
  }, 90_000);
});
