import { expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { putInPlace, rebuild } from '../../src/follow/index.js';
import { freshDatabase } from '../setup/fresh-database.js';

/** The lock that whoever follows holds (`src/follow/loop.ts`). */
const LOCK = 4_021_961;

it('refuses to replace the read tables while a hub follows, and does it once that hub has stopped', async () => {
  const database = await freshDatabase();
  const follower = openPool(database.url, { max: 1 });
  const replaced = () => rebuild(database.url, { at: null, clock: null }, (sql, tables) => putInPlace(sql, tables));
  await follower`select pg_advisory_lock(${LOCK})`;
  await expect(replaced()).rejects.toThrow('A hub is following this ledger');
  await follower`select pg_advisory_unlock(${LOCK})`;
  await expect(replaced()).resolves.toBeUndefined();
  await follower.end({ timeout: 1 });
  await database.drop();
});
