import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchBackfill } from '../../bench/backfill/index.js';
import { type BenchServer, startBenchServer } from '../../bench/database.js';
import type { Figure } from '../../bench/figure.js';

// The short form: it runs, is killed on the way, and what does not hang on the machine holds.

let server: BenchServer;
beforeAll(async () => {
  server = await startBenchServer();
});
afterAll(() => server.stop());

test('a backfill that is killed goes on where it was, within the budget and in little memory', { timeout: 240_000 }, async () => {
  const figures: Figure[] = [];
  const options = { repositories: 6, pulls: 60, perWindow: 400, windowMs: 3_000 };
  await benchBackfill(server, (figure) => figures.push(figure), options);
  expect(figures.filter(({ bound, holds }) => bound !== undefined && holds !== true)).toEqual([]);
  const value = (name: string) => figures.find((figure) => figure.name === `backfill, ${name}`)?.value ?? NaN;
  expect(value('requests')).toBeGreaterThan(100);
  expect(value('pages of pull requests')).toBe(6 * 3);
  expect(value('least that was left of the budget')).toBeLessThan(400);
  expect(value('most memory')).toBeGreaterThan(0);
});
