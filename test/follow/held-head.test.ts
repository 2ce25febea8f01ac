import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPool, type Sql, type Transaction } from '../../src/db/pool.js';
import { HeldHead } from '../../src/follow/held-head.js';
import { openLedger } from '../../src/ledger/index.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

let database: FreshDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 2 });
  await openLedger(sql, { name: 'test', key: { key: Buffer.alloc(32, 7) } });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

/** Whether somebody else could append while so many units are judged. */
function isFreeFor(units: number): Promise<boolean> {
  return sql.begin(async (tx) => {
    const head = new HeldHead(tx as Transaction);
    await head.holdFor(units);
    const free = await sql`select from ledger_head for update nowait`.then(
      () => true,
      () => false,
    );
    expect(head.isHeld).toBe(!free);
    return free;
  });
}

it('keeps others from appending while a reading decides a few units, and not while it decides none, or many', async () => {
  expect([await isFreeFor(0), await isFreeFor(1), await isFreeFor(100), await isFreeFor(101)]).toEqual([true, false, false, true]);
  expect(await sql`select from ledger_head for update nowait`).toHaveLength(1);
});
