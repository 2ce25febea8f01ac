import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Place } from './place.js';
import { commandOf, isAlive, startOf } from './process.js';

/** Our own mark, which the server bears on its command line (as `cluster_name`) from its first instant on. */
export function launcherMark(): string {
  return `changeline-${process.pid}-${startOf(process.pid)}`;
}

/** Whether the process that started this server still runs. An orphan is ended, since nobody else would stop it. */
export function launcherLives(serverPid: number): boolean {
  const command = commandOf(serverPid);
  if (command === null) return true;
  const [, pid, started] = /cluster_name=changeline-(\d+)-(\d*)/.exec(command) ?? [];
  return pid !== undefined && isAlive(Number(pid)) && startOf(Number(pid)) === started;
}

/** The port of last time where it is free, so that addresses given to other programs stay right; else any free one. */
export async function choosePort(place: Place): Promise<number> {
  return (await freePort(lastPort(place))) ?? (await freePort(0)) ?? 0;
}

// The server writes its command line there at every start.
function lastPort(place: Place): number {
  try {
    const options = readFileSync(join(place.cluster, 'postmaster.opts'), 'utf8');
    return Number(/port=(\d+)/.exec(options)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(null));
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
