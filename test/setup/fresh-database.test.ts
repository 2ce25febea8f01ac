import { expect, test } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { emptyDatabase, freshDatabase } from './fresh-database.js';

test('a fresh database has the tables, is empty, and is nobody else’s', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  const sql = openPool(one.adminUrl);
  const tables = await sql`select 1 from pg_tables where schemaname in ('public', 'read')`;
  const leaves = await sql`select 1 from ledger_event`;
  await sql.end();
  await Promise.all([one.drop(), other.drop()]);
  expect(tables.length).toBeGreaterThan(5);
  expect(leaves).toHaveLength(0);
  expect(one.name).not.toBe(other.name);
});

test('the application’s role can make no table but a temporary one', async () => {
  const database = await emptyDatabase();
  const sql = openPool(database.url, { max: 1 });
  await expect(sql.unsafe('create table public.t ()')).rejects.toMatchObject({ code: '42501' });
  await expect(sql.unsafe('create schema s')).rejects.toMatchObject({ code: '42501' });
  await expect(sql.unsafe('create temporary table t ()')).resolves.toBeDefined();
  await sql.end();
  await database.drop();
});
