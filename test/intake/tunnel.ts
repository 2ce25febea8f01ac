import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy on 127.0.0.1 that makes tunnels (RFC 9110 §9.3.6) for those who give the right user and password. */
export interface Tunnel {
  /** With the user and the password in it. */
  readonly url: string;
  readonly password: string;
  /** `host:port` of each tunnel, and whether it was made. */
  readonly made: { readonly to: string; readonly isMade: boolean }[];
  close(): Promise<void>;
}

export async function tunnel(): Promise<Tunnel> {
  const password = 'open sesame';
  const wanted = `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`;
  const made: Tunnel['made'] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (request, client: Socket, head) => {
    const isMade = request.headers['proxy-authorization'] === wanted;
    made.push({ to: request.url ?? '', isMade });
    if (!isMade) return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on('error', () => other.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://ada:${encodeURIComponent(password)}@127.0.0.1:${(server.address() as AddressInfo).port}`,
    password,
    made,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
