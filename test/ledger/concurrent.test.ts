import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { account } from '#contract';
import { openPool, type Sql } from '../../src/db/pool.js';
import { append, nextTransactions, verifyLedger } from '../../src/ledger/index.js';
import { KEY } from './format-vector.js';
import { commit, sealed, type TestLedger, testLedger } from './on-database.js';

const WRITERS = 8;
const ROUNDS = 15;

let ledger: TestLedger;
let pool: Sql;
beforeEach(async () => {
  ledger = await testLedger();
  pool = openPool(ledger.url, { max: WRITERS });
});
afterEach(async () => {
  await pool.end();
  await ledger.close();
});

describe('eight writers at once', () => {
  test('leave one gap-free ledger in which every fact stands once', async () => {
    const writer = async (number: number) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        // Half of what each brings, the others bring in the same round, in another order and with the same accounts.
        const order = Array.from({ length: 5 }, (_, index) => (index + number) % 5);
        const shared = order.map((index) => by(`shared-${round}-${index}`, index % 3));
        const own = Array.from({ length: 5 }, (_, index) => by(`own-${number}-${round}-${index}`, index % 3));
        await pool.begin((tx) => append(tx, [...shared, ...own], { key: KEY }));
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, number) => writer(number)));
    const events = await ledger.all();
    const expected = ROUNDS * 5 + WRITERS * ROUNDS * 5;
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: expected }, (_, seq) => seq));
    expect(new Set(events.map(({ envelope }) => envelope.eventId)).size).toBe(expected);
    expect(await verifyLedger(ledger.sql, { key: KEY })).toMatchObject({ ok: true, size: expected });
    expect(await ledger.sql`select 1 from clear_value`).toHaveLength(3);
  });

  test('each get a moment of their own, in the order of the numbers', async () => {
    const added = await Promise.all(
      Array.from({ length: WRITERS * 4 }, (_, number) =>
        pool.begin((tx) => append(tx, [by(`a${number}`, 0), by(`b${number}`, 1)], { key: KEY })),
      ),
    );
    const transactions = await nextTransactions(ledger.sql, -1, 1000);
    const moments = transactions.map(([first]) => first!.envelope.recordedAt);
    expect(transactions.map((events) => events.length)).toEqual(added.map(() => 2));
    expect(moments).toEqual([...moments].sort());
    expect(new Set(added.map(({ recordedAt }) => recordedAt)).size).toBe(added.length);
  });

  test('who bring different readings of one fact write it once and the rest as enrichments of it', async () => {
    const readings = Array.from({ length: WRITERS }, (_, number) => sealed(commit('a', { seen: { [`door${number}`]: number } })));
    await Promise.all(readings.map((reading) => pool.begin((tx) => append(tx, [reading], { key: KEY }))));
    const [base, ...rest] = await ledger.all();
    expect(base?.envelope.type).toBe('commit.recorded');
    expect(rest.map(({ envelope }) => envelope.type)).toEqual(Array.from({ length: WRITERS - 1 }, () => 'event.enriched'));
    expect(new Set([base, ...rest].flatMap((event) => Object.keys(event!.body.seen))).size).toBe(WRITERS);
    expect(rest.map(({ body }) => body.core['of'])).toEqual(rest.map(() => base?.envelope.eventId));
  });
});

function by(sha: string, person: number) {
  return sealed(commit(sha, { core: { sha, by: account(person, 'PERSON', `login-${person}`) } }));
}
