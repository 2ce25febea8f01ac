import { expect, inject, test } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { freshDatabase } from '../setup/fresh-database.js';
import { superuser, TEST_SERVER } from '../setup/server.js';

async function killBackendOf(connection: Sql): Promise<void> {
  const [own] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
  await superuser(inject(TEST_SERVER), (sql) => sql`select pg_terminate_backend(${own!.pid}, 5000)`);
}

test('a reserved connection that the server has ended refuses what comes, and the process lives on', async () => {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 2 });
  const connection = await sql.reserve();
  await killBackendOf(connection as unknown as Sql);
  await expect(connection`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  await expect(connection`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' });
  connection.release();
  await expect(sql`select 1 as one`).resolves.toMatchObject([{ one: 1 }]);
  await sql.end({ timeout: 1 });
  await database.drop();
});

test('a pool whose connections were ended in the midst of writing takes up its work again', async () => {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 1 });
  for (let round = 0; round < 5; round++) {
    const broken = sql.begin(async (tx) => {
      await killBackendOf(tx as unknown as Sql);
      await Promise.all(Array.from({ length: 5 }, () => tx`select 1`));
    });
    await expect(broken).rejects.toThrow();
    await expect(sql`select ${round}::int as round`).resolves.toMatchObject([{ round }]);
  }
  await sql.end({ timeout: 1 });
  await database.drop();
});

test('what a transaction still asks for after its connection died is refused, and not done outside of it', async () => {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 1 });
  let late: Promise<unknown> = Promise.resolve();
  const broken = sql.begin(async (tx) => {
    await killBackendOf(tx as unknown as Sql).catch(() => undefined);
    // The pool's only connection has a new session before the transaction goes on.
    for (let back = false; !back;)
      back = await sql`select 1`.then(
        () => true,
        () => false,
      );
    late = tx`insert into inbox_doorbell (source, collection, digest, reference) values ('ghost', '', '', '{}')`;
    await late;
  });
  await expect(broken).rejects.toThrow();
  await expect
    .poll(() =>
      late.then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
    )
    .toBe('CONNECTION_CLOSED');
  await expect(sql`select from inbox_doorbell where source = 'ghost'`).resolves.toHaveLength(0);
  await sql.end({ timeout: 1 });
  await database.drop();
});
