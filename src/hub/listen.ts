import type { FastifyInstance } from 'fastify';

/** Says why the hub cannot open its door. `main` prints it. */
export class DoorTaken extends Error {
  override readonly name = 'DoorTaken';
}

export interface Where {
  readonly port: number;
  readonly host: string;
  /** The environment variable to change. */
  readonly variable: string;
}

/** Listens and answers the address. A taken or forbidden port is a sentence that names the variable to change. */
export async function listen(app: FastifyInstance, { port, host, variable }: Where): Promise<string> {
  try {
    await app.listen({ port, host });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new DoorTaken(
      `The hub cannot listen on ${host}:${port}: ${reasonOf(code)} Give another one, for example ${variable}=${port + 1} npm start.`,
      {
        cause: error,
      },
    );
  }
  const bound = app.server.address();
  const actual = bound !== null && typeof bound === 'object' ? bound.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}

function reasonOf(code: string): string {
  if (code === 'EADDRINUSE') return 'another program is using this port.';
  if (code === 'EACCES') return 'this user may not open this port.';
  if (code === 'EADDRNOTAVAIL') return 'this machine has no such address.';
  return `the system refuses it (${code || 'unknown reason'}).`;
}
