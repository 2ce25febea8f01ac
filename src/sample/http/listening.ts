import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the stand-in remembers it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** 0 while it hangs, or when the connection was reset. */
  readonly status: number;
}

/** The port on 127.0.0.1; 0 asks for any. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
