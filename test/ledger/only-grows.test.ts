import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LedgerBroken } from '#contract';
import { KEY } from './format-vector.js';
import { verifyLedger } from '../../src/ledger/index.js';
import { commits, type TestLedger, testLedger } from './on-database.js';

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await testLedger();
  await ledger.append(...commits(300));
});
afterAll(() => ledger.close());

const CHANGES = [
  'update ledger_event set delivery = null where seq = 0',
  'delete from ledger_event where seq = 0',
  'truncate ledger_event',
  'update ledger_tile set hashes = hashes',
  'delete from ledger_tile',
  'truncate ledger_tile',
];
const HEAD_CHANGES = [
  "update ledger_head set size = size - 1, recorded_at = recorded_at + interval '1 second'",
  'update ledger_head set size = size + 1',
  "update ledger_head set log = 'other/1', size = size + 1, recorded_at = recorded_at + interval '1 second'",
  "update ledger_head set key_check = '\\x00', size = size + 1, recorded_at = recorded_at + interval '1 second'",
];

describe('the ledger only grows', () => {
  test.each([...CHANGES, ...HEAD_CHANGES, 'delete from ledger_head', 'truncate ledger_head'])(
    'the owner is refused by trigger: %s',
    async (change) => {
      await expect(ledger.owner.unsafe(change)).rejects.toMatchObject({ code: '23001', message: expect.stringContaining('only grows') });
    },
  );

  test.each([...CHANGES, 'delete from ledger_head', 'truncate ledger_head'])('the application has not the right to: %s', async (change) => {
    await expect(ledger.sql.unsafe(change)).rejects.toMatchObject({ code: '42501' });
  });

  test.each(HEAD_CHANGES)('the application is refused by trigger: %s', async (change) => {
    await expect(ledger.sql.unsafe(change)).rejects.toMatchObject({ code: '23001' });
  });

  test('after all of which it is as it was', async () => {
    expect(await verifyLedger(ledger.sql, { key: KEY })).toMatchObject({ ok: true, size: 300 });
  });
});

describe('a head that was moved back', () => {
  test.each([
    ['with another edge stops the ledger', 'update ledger_head set size = 299'],
    ['with an edge to fit stops the ledger', "update ledger_head set size = 256, edge = array[''::bytea, edge[2]]"],
    ['without a row stops the ledger', 'delete from ledger_head'],
  ])('%s', async (_, change) => {
    const broken = await testLedger();
    await broken.append(...commits(300));
    await broken.tamper((sql) => sql.unsafe(change));
    const appending = broken.append(...commits(1, 'new'));
    await expect(appending).rejects.toBeInstanceOf(LedgerBroken);
    await broken.close();
  });
});
