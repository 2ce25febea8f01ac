import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
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

/** Stands before the server, and cuts the first connections that ask for the types of arrays. */
function before(port: number, cuts = 0): { readonly server: Server; readonly left: () => number } {
  let left = cuts;
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const end = () => [client, upstream].map((one) => one.destroy());
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
    upstream.on('data', (bytes: Buffer) => client.write(bytes));
    client.on('data', (bytes: Buffer) => {
      if (left === 0 || !bytes.includes('typarray')) return void upstream.write(bytes);
      left -= 1;
      client.destroy();
    });
  });
  return { server, left: () => left };
}

async function listening(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** What fails while it works and nobody awaits. */
async function unawaitedIn(work: () => Promise<void>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', (reason) => void found.push(reason));
  try {
    await work();
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  }
  return found;
}

test('a reservation whose connection dies while it asks for the types of arrays gets another, and nothing is left that nobody awaits', async () => {
  const database = await freshDatabase();
  const url = new URL(database.url);
  const { server, left } = before(Number(url.port), 1);
  url.port = String(await listening(server));
  const sql = openPool(url.href, { max: 1 });
  const unawaited = await unawaitedIn(async () => {
    const connection = await sql.reserve();
    await expect(connection`select array['a', 'b']::text[] as letters`).resolves.toMatchObject([{ letters: ['a', 'b'] }]);
    connection.release();
  });
  expect(left()).toBe(0);
  expect(unawaited).toEqual([]);
  await sql.end({ timeout: 1 });
  server.close();
  await database.drop();
});

test('a reservation that was refused while the server was away takes no connection from those that come later', async () => {
  const database = await freshDatabase();
  const url = new URL(database.url);
  const away = before(Number(url.port)).server;
  const port = await listening(away);
  away.close();
  await once(away, 'close');
  url.port = String(port);
  const sql = openPool(url.href, { max: 1 });
  await expect(sql.reserve()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const { server } = before(Number(new URL(database.url).port));
  await listening(server, port);
  for (const one of [1, 2]) await expect(sql`select ${one}::int as one`).resolves.toMatchObject([{ one }]);
  await sql.end({ timeout: 1 });
  server.close();
  await database.drop();
});
