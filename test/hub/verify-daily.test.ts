import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { verifyDaily, verifyWhenDue } from '../../src/hub/verify-daily.js';
import { noteVerification } from '../../src/ledger/index.js';
import { until } from '../intake/until.js';
import { built } from '../setup/built.js';
import { connectionsTo, type ExternalPlace, externalPlace, SOURCE } from './place.js';
import { type RunningHub, startHub } from './running-hub.js';

let place: ExternalPlace;
let hub: RunningHub;
let sql: Sql;

beforeAll(async () => {
  place = await externalPlace({ connections: connectionsTo({ [SOURCE]: 'http://127.0.0.1:9' }) });
  hub = await startHub(place.folder, place.env);
  sql = openPool(place.database.url, { max: 4 });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await hub.stop();
  await place.clear();
});

const note = (age: string) => sql`update ledger_verification set at = clock_timestamp() - ${age}::interval`;
const found = async () => (await sql<{ whole: boolean; sentence: string }[]>`select whole, sentence from ledger_verification`)[0];
/** Whether one that is asked for now is done. */
const isDue = async () => {
  let done = false;
  await verifyWhenDue(sql, () => Promise.resolve(void (done = true)));
  return done;
};

describe('the ledger of a running hub', () => {
  it('is verified by a process of its own, which notes what it found', async () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const env = { PATH: process.env['PATH'], ...place.env };
    const verifying = verifyDaily({ sql, log, program: built('src/main.ts'), env, lookMs: 100 });
    await until('it was verified', found, 60_000);
    await verifying.stop();
    expect(await found()).toMatchObject({ whole: true, sentence: expect.stringContaining('The ledger is whole: ') as string });
  });

  it('is verified again after a day, and not before', async () => {
    await noteVerification(sql, { whole: true, sentence: 'It is whole.' });
    await note('23 hours 59 minutes');
    expect(await isDue()).toBe(false);
    await note('1 day 1 second');
    expect(await isDue()).toBe(true);
  });

  it('is verified by one of several hubs at a time', async () => {
    await note('2 days');
    let [begun, ended] = [(): void => undefined, (): void => undefined];
    const holding = new Promise<void>((resolve) => (begun = resolve));
    const first = verifyWhenDue(sql, () => {
      begun();
      return new Promise((resolve) => (ended = resolve));
    });
    await holding;
    expect(await isDue()).toBe(false);
    ended();
    await first;
    expect(await isDue()).toBe(true);
  });
});
