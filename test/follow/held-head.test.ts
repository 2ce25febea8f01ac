import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EventType, LedgerEvent } from '#contract';
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
  return isFreeAfter((head) => head.holdFor(units));
}

function isFreeAfter(hold: (head: HeldHead) => Promise<void>): Promise<boolean> {
  return sql.begin(async (tx) => {
    const head = new HeldHead(tx as Transaction);
    await hold(head);
    const free = await sql`select from ledger_head for update nowait`.then(
      () => true,
      () => false,
    );
    expect(head.isHeld).toBe(!free);
    return free;
  });
}

const PAY = 'thing:jira-acme:project:PAY';

/** A reading of the tickets of PAY up to a second of noon, as it stands in the ledger. */
function reading(second: number, type: EventType = 'coverage.changed'): LedgerEvent {
  const core = { scope: PAY, collection: 'tickets', state: 'COMPLETE', upTo: noon(second) };
  return { envelope: { type }, body: { core } } as unknown as LedgerEvent;
}

function noon(second: number): string {
  return `2026-01-01T12:00:0${second}.000000Z`;
}

it('holds it as soon as a reading is at hand that is waited for, and for no other', async () => {
  const wait = (nth: number, second: number) => ({ unit: `deployment:acme:${nth}`, up_to: noon(second) });
  const put = (rows: readonly object[]) => sql`
    insert into awaiting (unit, scope, collection, item, up_to)
    select unit, ${PAY}, 'tickets', '', up_to from json_to_recordset(${JSON.stringify(rows)}::text::json) as row (unit text, up_to timestamptz)`;
  const isFree = (...transactions: readonly LedgerEvent[]) => isFreeAfter((head) => head.holdForReadings(transactions.map((one) => [one])));
  await put([wait(0, 5)]);
  expect([await isFree(reading(4)), await isFree(reading(5)), await isFree(reading(5, 'permission.observed'))]).toEqual([
    true,
    false,
    true,
  ]);
  // Not while many transactions are to be followed first, nor for many units.
  expect(await isFree(...Array.from({ length: 6 }, () => reading(5)))).toBe(true);
  await put(Array.from({ length: 100 }, (_, nth) => wait(nth + 1, 5)));
  expect(await isFree(reading(5))).toBe(true);
});

it('keeps others from appending while a reading decides a few units, and not while it decides none, or many', async () => {
  expect([await isFreeFor(0), await isFreeFor(1), await isFreeFor(100), await isFreeFor(101)]).toEqual([true, false, false, true]);
  expect(await sql`select from ledger_head for update nowait`).toHaveLength(1);
});
