import { expect, test } from 'vitest';
import { BENCH_KEY, openHub } from '../../bench/hub.js';
import { crowdFault, sharingFaults, soakCrowd } from '../../bench/soak/crowd.js';
import { soakKill } from '../../bench/soak/kill.js';
import { disorder, missingOrDoubled } from '../../bench/soak/reckoning.js';
import { faultsOf, soakSubscribers } from '../../bench/soak/subscribers.js';
import { soakWriters } from '../../bench/soak/writers.js';
import { benchSource } from '../../bench/source.js';
import { openPool } from '../../src/db/pool.js';
import { freshDatabase } from '../setup/fresh-database.js';

// The short forms of `npm run soak`.

test('after two kills under load nothing answered is lost or doubled, and verify passes each time', { timeout: 120_000 }, async () => {
  const lines: object[] = [];
  const { ok, faults } = await soakKill({ kills: 2, connections: 8, seed: 6, say: (line) => lines.push(line) });
  expect(faults).toEqual([]);
  expect(ok).toBe(true);
  expect(lines).toMatchObject([
    { kill: 1, verified: true },
    { kill: 2, verified: true },
    { soak: 'kill', kills: 2 },
  ]);
});

test('thirty writers on two hubs leave one gap-free ledger that says each fact once', { timeout: 120_000 }, async () => {
  const { ok, faults } = await soakWriters({ seconds: 3, say: () => undefined });
  expect(faults).toEqual([]);
  expect(ok).toBe(true);
});

test('subscribers killed at random have every alert once and in order, across a kill of the hub', { timeout: 120_000 }, async () => {
  const lines: object[] = [];
  const { ok, faults } = await soakSubscribers({ seconds: 3, subscribers: 3, seed: 5, say: (line) => lines.push(line) });
  expect(faults).toEqual([]);
  expect(ok).toBe(true);
  expect(lines).toMatchObject([{ soak: 'subscribers', alerts: [300, 300, 300] }]);
});

test('a crowd is told of every alert once, and each question is run once for all who ask it', { timeout: 120_000 }, async () => {
  const lines: object[] = [];
  const { faults } = await soakCrowd({ seconds: 3, subscribers: 40, withSlow: false, say: (line) => lines.push(line) });
  expect(faults).toEqual([]);
  expect(lines).toMatchObject([{ subscribers: 40, questions: 10, alerts: 30, answers: 30, messages: 120 }]);
});

test('what a crowd was told wrongly is found, and a question that was run for each', () => {
  const steps = new Map([0, 10, 20].map((nth) => [`deployment:github-acme:${nth}`, nth + 100]));
  const faults = (...cursors: readonly number[]) => {
    const got = cursors.map((cursor) => ({ cursor, rule: '', subject: '', type: '', gotAt: 0 }));
    return crowdFault(0, [0, 10, 20], got, steps).length;
  };
  expect([faults(100, 110, 120), faults(100, 120), faults(100, 100, 110, 120), faults(110, 100, 120)]).toEqual([0, 1, 1, 1]);
  expect(sharingFaults({ alerts: 10, answers: 10, messages: 40 }, 4)).toEqual([]);
  expect(sharingFaults({ alerts: 10, answers: 40, messages: 30 }, 4)).toHaveLength(2);
});

test('an alert that is lost, told twice or out of order is found, and a rollout without a gap', () => {
  const recorded = [0, 1, 2].map((nth) => ({ cursor: nth + 10, subject: `gap:untraceable-deployment:deployment:github-acme:${nth}` }));
  const faults = (...cursors: readonly number[]) => {
    const got = cursors.map((cursor) => ({ cursor, rule: '', subject: '', type: '', gotAt: 0 }));
    return faultsOf([{ got }], recorded, 3).length;
  };
  expect([faults(10, 11, 12), faults(10, 12), faults(10, 10, 11, 12), faults(11, 10, 12), faults(10, 11)]).toEqual([0, 1, 1, 1, 1]);
  expect(faultsOf([], recorded, 4)).toEqual(['deployment:github-acme:3 has no gap.']);
});

test('a delivery that was answered and is not there is found', async () => {
  const database = await freshDatabase();
  const { sql } = await openHub(database.url, benchSource('github-acme'));
  const faults = await missingOrDoubled(sql, new Map([[7, '01890000-0000-7000-8000-000000000000']]));
  expect(faults).toHaveLength(2);
  expect(faults.join(' ')).toContain('Release 7');
  await sql.end();
  await database.drop();
});

test('a ledger whose head counts other events than it has is found', async () => {
  const database = await freshDatabase();
  const { sql } = await openHub(database.url, benchSource('github-acme'));
  expect(await disorder(sql, BENCH_KEY)).toEqual([]);
  // What no role of the hub may do: its owner takes the trigger away first.
  const owner = openPool(database.adminUrl, { max: 1 });
  await owner`alter table ledger_head disable trigger user`;
  await owner`update ledger_head set size = size + 1`;
  await owner.end();
  const faults = await disorder(sql, BENCH_KEY);
  expect(faults.join(' ')).toContain('Numbers have a gap');
  await sql.end();
  await database.drop();
});
