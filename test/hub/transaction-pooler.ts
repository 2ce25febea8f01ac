import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Pooler {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Stands before a server that asks for no password, and gives each transaction of a client to the next of two
 * sessions, as a transaction pooler with many clients does.
 */
export async function transactionPooler(serverPort: number): Promise<Pooler> {
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
  };
  const server: Server = createServer((client) => pool(keep(client), () => keep(connect(serverPort, '127.0.0.1'))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function pool(client: Socket, session: () => Socket): void {
  const sessions = [session(), session()];
  let turn = 0;
  let greeted = false;
  client.on('data', (bytes: Buffer) => {
    // The start-up message goes to both, and the client hears the first one's answer.
    for (const [at, one] of sessions.entries()) if (!greeted || at === turn) one.write(bytes);
    greeted = true;
  });
  client.on('close', () => sessions.forEach((one) => one.destroy()));
  for (const [at, one] of sessions.entries()) listen(one, at);

  function listen(socket: Socket, at: number): void {
    let rest = Buffer.alloc(0);
    let ready = 0;
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      for (let size = sizeOf(rest); size > 0 && size <= rest.length; size = sizeOf(rest)) {
        // The second session's greeting is not for the client.
        if (at === 0 || ready > 0) client.write(rest.subarray(0, size));
        // ReadyForQuery, outside of a transaction: the next one is the other session's.
        if (rest[0] === 0x5a && rest[5] === 0x49 && (ready += 1) > 1) turn = 1 - at;
        rest = rest.subarray(size);
      }
    });
    socket.on('close', () => client.destroy());
  }
}

/** Of the first message with its type; 0 while that is not known. */
function sizeOf(bytes: Buffer): number {
  return bytes.length < 5 ? 0 : 1 + bytes.readInt32BE(1);
}
