import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { gatheringSockets } from '../../src/db/gathering-socket.js';
import { openPool } from '../../src/db/pool.js';
import { freshDatabase } from '../setup/fresh-database.js';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A server that keeps what came in each piece. */
async function listening(): Promise<{ readonly port: number; readonly pieces: string[] }> {
  const pieces: string[] = [];
  server = createServer((socket: Socket) => socket.on('data', (piece) => pieces.push(piece.toString())).on('end', () => socket.end()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, pieces };
}

it('sends what one turn of the loop writes in one piece, and what a later one writes in another', async () => {
  const { port, pieces } = await listening();
  const socket = gatheringSockets()({ host: ['127.0.0.1'], port: [port] });
  await once(socket, 'connect');
  for (const text of ['a', 'b', 'c']) socket.write(text);
  expect([socket.writableCorked, socket.writableLength]).toEqual([1, 3]);
  await new Promise((resolve) => socket.write('d', resolve));
  expect([socket.writableCorked, socket.bytesWritten]).toEqual([0, 4]);
  while (pieces.length === 0) await new Promise(setImmediate);
  socket.end('e');
  await once(socket, 'close');
  expect(pieces).toEqual(['abcd', 'e']);
});

it('tries the next host when a connection to one fails', async () => {
  const { port } = await listening();
  const connect = gatheringSockets();
  const hosts = { host: ['127.0.0.1', '127.0.0.1'], port: [1, port] };
  await expect(once(connect(hosts), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  const socket = connect(hosts);
  await once(socket, 'connect');
  socket.destroy();
});

it('answers statements that are sent together in their order', async () => {
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 1 });
  const answers = await Promise.all(Array.from({ length: 300 }, (_, nth) => sql<{ n: number }[]>`select ${nth}::int as n`));
  expect(answers.map(([row]) => row?.n)).toEqual(answers.map((_, nth) => nth));
  await sql.end();
  await database.drop();
});
