import { afterEach, beforeEach, expect, test } from 'vitest';
import { rootAt, rootOf } from '../../src/ledger/index.js';
import { commits, type TestLedger, testLedger } from './on-database.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await testLedger();
});
afterEach(() => ledger.close());

test('the root of every past size is the one that the ledger had then, also where its tiles were filled since', async () => {
  const roots: [number, string][] = [];
  const remember = async () => {
    const { size, root } = await rootOf(ledger.sql);
    roots.push([size, root]);
  };
  await remember();
  for (const [nth, count] of [1, 2, 97, 155, 1, 1, 254, 1, 300].entries()) {
    await ledger.append(...commits(count, `b${nth}x`));
    await remember();
  }
  expect(roots.map(([size]) => size)).toEqual([0, 1, 3, 100, 255, 256, 257, 511, 512, 812]);
  for (const [size, root] of roots) expect([size, Buffer.from(await rootAt(ledger.sql, size)).toString('hex')]).toEqual([size, root]);
});

test('a size that the ledger never had is refused', async () => {
  await ledger.append(...commits(3));
  await expect(rootAt(ledger.sql, 4)).rejects.toThrow('holds 3 events, and never held 4');
});
