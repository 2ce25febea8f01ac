import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { migrate } from '../../src/db/migrate.js';
import { verifyLedger } from '../../src/ledger/index.js';
import { deliver, type GitHub, startGitHub } from '../../src/sample/index.js';
import { APP_ROLE } from '../setup/server.js';
import { step } from '../../src/normalise/index.js';
import { Company } from './company.js';
import { type HubUnderTest, hubUnderTest, SECRET, TOKEN } from './hub-under-test.js';
import { A_YEAR, STARTED } from './plans.js';

let served: GitHub;
let hub: HubUnderTest;
let company: Company;

beforeEach(async () => {
  company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  const policy = { environments: { live: { production: true } }, baselines: { '*': 'empty' as const }, settle: '0ms' };
  hub = await hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy });
});
afterEach(async () => {
  await hub.close();
  await served.close();
});

async function lastSeq(): Promise<number> {
  const [cursor] = await hub.sql<{ seq: number }[]>`select seq from follow_cursor`;
  return cursor?.seq ?? -1;
}

/** What happened in the company, by webhooks, followed delivery by delivery. */
async function lived(each: () => Promise<void> = async () => undefined): Promise<void> {
  const url = await hub.door();
  for (const one of A_YEAR) {
    for (const payload of company.play(one, served)) {
      await deliver({ url, secret: SECRET }, payload);
      await step(hub.runtime);
    }
    await hub.follow();
    await each();
  }
  await hub.readToEnd();
}

async function gapSteps(): Promise<number> {
  const [row] = await hub.sql<{ count: number }[]>`select count(*)::int as count from timeline_entry where type like 'gap.%'`;
  return row?.count ?? 0;
}

describe('a rebuild', () => {
  it('gives at an earlier event at which the hub stood still the very dump that the hub had there', async () => {
    const stood: { readonly seq: number; readonly dump: readonly string[] }[] = [];
    await lived(async () => void stood.push({ seq: await lastSeq(), dump: await hub.dump() }));
    expect(new Set(stood.map(({ seq }) => seq)).size).toBeGreaterThan(5);
    for (const { seq, dump } of stood.filter((_, nth) => nth % 3 === 2)) expect(await hub.rebuilt(seq), `at event ${seq}`).toEqual(dump);
    expect(await gapSteps()).toBeGreaterThan(0);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('gives the same dump, and the ledger verifies, when every clear value and salt is gone', async () => {
    await lived();
    const dump = await hub.dump();
    const owner = openPool(hub.database.adminUrl, { max: 1 });
    const gone = await owner`delete from clear_value returning 1`;
    await owner.end();
    expect(gone.length).toBeGreaterThan(0);
    expect(await verifyLedger(hub.sql, { key: hub.key })).toMatchObject({ ok: true });
    expect(await hub.rebuilt()).toEqual(dump);
  });

  it('and following from nothing, with the schema of the read tables dropped and made anew, give what stood there before', async () => {
    await lived();
    const [dump, size] = [await hub.dump(), await lastSeq()];
    const owner = openPool(hub.database.adminUrl, { max: 1 });
    await owner.unsafe('drop schema read cascade');
    await owner.end();
    await migrate(hub.database.adminUrl, APP_ROLE);
    hub.restart();
    await hub.follow();
    expect(await hub.dump()).toEqual(dump);
    expect(await lastSeq()).toBe(size);
  });

  it('lets a deadline fire that the live hub is still waiting for, when it is given a later clock', async () => {
    company.waitUntil(Date.now() - 60_000);
    for (const one of STARTED) company.play(one, served);
    await hub.readToEnd();
    const outcomes = (dump: readonly string[]) =>
      dump.flatMap((line) => /^deployment_range .*"recorded_to":null.*"outcome":"(\w+)"/.exec(line)?.[1] ?? []);
    const live = await hub.dump();
    expect(outcomes(live)).toEqual(['RUNNING']);
    expect(await hub.rebuilt()).toEqual(live);
    const in25Hours = new Date(Date.now() + 25 * 3_600_000).toISOString().replace('Z', '000Z');
    expect(outcomes(await hub.rebuilt(null, in25Hours))).toEqual(['UNKNOWN']);
    expect(await hub.dump()).toEqual(live);
  });

  it('gives the same when the process that follows was started anew after every event', async () => {
    await lived(async () => hub.restart());
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});
