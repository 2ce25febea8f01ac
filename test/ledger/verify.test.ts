import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { account, text } from '#contract';
import { rootOf, verifyLedger } from '../../src/ledger/index.js';
import { hashOfLeaf, treeHash } from '../../src/ledger/verify-tree.js';
import { KEY } from './format-vector.js';
import { commit, sealed, type TestLedger, testLedger } from './on-database.js';
import { CHANGES, flip, forge, SIZE } from './tampering.js';

const TABLES = ['ledger_event', 'ledger_tile', 'ledger_head', 'clear_value'];
const ana = account('583231', 'PERSON', 'ana-r');

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await testLedger();
  const drafts = Array.from({ length: SIZE }, (_, index) =>
    commit(`c${index}`, { core: { index, by: ana, title: text('title', `Title ${index}`) } }),
  );
  for (let from = 0; from < SIZE; from += 50) await ledger.append(...drafts.slice(from, from + 50).map((draft) => sealed(draft)));
  await ledger.tamper((sql) => Promise.all(TABLES.map((table) => sql.unsafe(`create table copy_${table} as table ${table}`))));
});
afterEach(() =>
  ledger.tamper(async (sql) => {
    for (const table of TABLES) await sql.unsafe(`truncate ${table}; insert into ${table} table copy_${table}`);
  }),
);
afterAll(() => ledger.close());

const verified = () => verifyLedger(ledger.sql, { key: KEY });

describe('verifying', () => {
  test('an untouched ledger gives its size and the root that the head has, with the key and without', async () => {
    const leaves = await ledger.sql<{ leaf: Buffer }[]>`select leaf from ledger_event order by seq`;
    const root = treeHash(leaves.map(({ leaf }) => hashOfLeaf(leaf))).toString('hex');
    const steps: [number, number][] = [];
    expect(await verified()).toEqual({ ok: true, size: SIZE, root });
    expect(await verifyLedger(ledger.sql, { onProgress: (done, size) => steps.push([done, size]) })).toEqual({
      ok: true,
      size: SIZE,
      root,
    });
    expect(await rootOf(ledger.sql)).toMatchObject({ log: 'test/1', size: SIZE, root });
    expect(steps).toEqual([
      [512, SIZE],
      [SIZE, SIZE],
    ]);
  });

  test('passes with every clear value and salt deleted, and gives the same root', async () => {
    const before = await verified();
    expect(await ledger.sql`delete from clear_value`).toHaveProperty('count', SIZE + 1);
    expect(await verified()).toEqual(before);
  });

  test('an empty ledger gives the root of nothing', async () => {
    const empty = await testLedger();
    const result = await verifyLedger(empty.sql, { key: KEY });
    await empty.close();
    expect(result).toEqual({ ok: true, size: 0, root: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' });
  });

  test('a sealed text or a name without a clear value anywhere is no fault, another data key is', async () => {
    expect(await verifyLedger(ledger.sql, { key: { key: Buffer.alloc(32) } })).toMatchObject({
      ok: false,
      seq: null,
      sentence: expect.stringContaining('data key'),
    });
  });
});

describe('verifying finds and names', () => {
  test.each(CHANGES)('%s', async (_, change, seq, sentence) => {
    await ledger.tamper(change);
    const result = await verified();
    expect(result).toMatchObject({ ok: false, seq });
    expect(result).toHaveProperty('sentence', expect.stringMatching(sentence));
  });

  test('the first of several', async () => {
    await ledger.tamper(forge(500, false));
    await ledger.tamper(flip('ledger_event', 'body', 'seq = 300', 20));
    await ledger.tamper((sql) => sql`update clear_value set value = 'Another' where value = 'Title 299'`);
    expect(await verified()).toMatchObject({ ok: false, seq: 299 });
  });
});
