import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { sent } from '../../src/db/together.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';

let database: FreshDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase();
  sql = openPool(database.url, { max: 1 });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});
beforeEach(() => sql`delete from sender`);

const sources = async () => (await sql<{ source: string }[]>`select source from sender order by source`).map(({ source }) => source);

describe('a statement of a transaction that nobody waits for', () => {
  it('is run before what is sent later, and committed with it', async () => {
    const seen = await sql.begin(async (tx) => {
      sent(tx`insert into sender (source, seq) values ('a', 1)`);
      return (await tx<{ source: string }[]>`select source from sender`).map(({ source }) => source);
    });
    expect(seen).toEqual(['a']);
    expect(await sources()).toEqual(['a']);
  });

  it('undoes the transaction with its own error when it fails', async () => {
    const broken = sql.begin(async (tx) => {
      await tx`insert into sender (source, seq) values ('a', 1)`;
      sent(tx`insert into sender (source, seq) values ('b', 1 / (select 0))`);
      await tx`insert into sender (source, seq) values ('c', 1)`;
    });
    await expect(broken).rejects.toMatchObject({ code: '22012' });
    expect(await sources()).toEqual([]);
  });
});
