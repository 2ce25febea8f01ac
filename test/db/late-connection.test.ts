import { expect, test } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { reservedWithin } from '../../src/db/within.js';
import { freshDatabase } from '../setup/fresh-database.js';

test('a connection that comes later than whoever asked for it waits is free for the next', async () => {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 1 });
  const only = await sql.reserve();
  await expect(reservedWithin(20, sql)).rejects.toThrow('Taking a connection did not end within 0.02 s');
  only.release();
  await expect(sql`select 1 as one`).resolves.toMatchObject([{ one: 1 }]);
  await sql.end({ timeout: 1 });
  await database.drop();
});
