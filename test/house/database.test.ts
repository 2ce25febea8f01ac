import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/db/migrate.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { APP_ROLE } from '../setup/server.js';
import { databaseShape } from './database-shape.js';

const GOLDEN = new URL('database.golden.txt', import.meta.url);

let database: FreshDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.adminUrl, { max: 1 });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test('the migrations make the database that database.golden.txt shows (UPDATE_GOLDENS=1 writes it again)', async () => {
  const shape = await databaseShape(sql);
  if (process.env['UPDATE_GOLDENS'] === '1') await writeFile(GOLDEN, shape);
  expect(shape).toBe(await readFile(GOLDEN, 'utf8'));
});

test('the dump sees the tables, the refusing triggers and the application’s rights', async () => {
  const shape = await databaseShape(sql);
  expect(shape).toMatch(/^public\.ledger_event\.seq bigint not null/m);
  expect(shape).toMatch(/^ledger_event: CREATE TRIGGER ledger_event_only_grows/m);
  expect(shape).toMatch(/^public\.ledger_event: INSERT, SELECT$/m);
});

test('to migrate again changes nothing', async () => {
  const before = await databaseShape(sql);
  await migrate(database.adminUrl, APP_ROLE);
  expect(await databaseShape(sql)).toBe(before);
});
