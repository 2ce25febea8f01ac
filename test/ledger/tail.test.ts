import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nextTransactions, readAfter } from '../../src/ledger/index.js';
import { commits, type TestLedger, testLedger } from './on-database.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.close());

const numbers = (transactions: readonly (readonly { seq: number }[])[]) => transactions.map((events) => events.map(({ seq }) => seq));

describe('reading on', () => {
  test('gives the events after a number, in order, at most so many', async () => {
    await ledger.append(...commits(5));
    expect((await readAfter(ledger.sql, -1, 2)).map(({ seq }) => seq)).toEqual([0, 1]);
    expect((await readAfter(ledger.sql, 2, 10)).map(({ seq }) => seq)).toEqual([3, 4]);
    expect(await readAfter(ledger.sql, 4, 10)).toEqual([]);
  });

  test('by transactions never tears one apart', async () => {
    for (const [index, count] of [2, 1, 3, 7, 1].entries()) await ledger.append(...commits(count, `t${index}-`));
    const read = async (after: number, most: number) => numbers(await nextTransactions(ledger.sql, after, most));
    expect(await read(-1, 100)).toEqual([[0, 1], [2], [3, 4, 5], [6, 7, 8, 9, 10, 11, 12], [13]]);
    expect(await read(-1, 6)).toEqual([[0, 1], [2], [3, 4, 5]]);
    expect(await read(-1, 5)).toEqual([[0, 1], [2]]);
    expect(await read(-1, 3)).toEqual([[0, 1], [2]]);
    expect(await read(2, 3)).toEqual([[3, 4, 5]]);
    expect(await read(13, 3)).toEqual([]);
  });

  test.each([1, 2, 3, 6, 7, 8])('gives a transaction of seven alone and whole when asked for at most %d', async (most) => {
    await ledger.append(...commits(7));
    expect(numbers(await nextTransactions(ledger.sql, -1, most))).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
    await ledger.append(...commits(2, 'd'));
    expect(numbers(await nextTransactions(ledger.sql, -1, most))).toEqual([[0, 1, 2, 3, 4, 5, 6]]);
    expect(numbers(await nextTransactions(ledger.sql, 6, most))).toEqual([[7, 8]]);
  });
});
