import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, isAlive } from './process.js';

/** What postmaster.pid says of the server that runs on a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly state: 'starting' | 'ready' | 'stopping';
}

/**
 * The live server of the cluster, or null. A postmaster.pid that a killed server left is removed, since
 * PostgreSQL itself refuses to start when the id in it has meanwhile gone to another process.
 */
export function livePostmaster(cluster: string): Postmaster | null {
  const found = readPostmaster(cluster);
  if (!found) return null;
  if (isAlive(found.pid) && isServerOf(found.pid, cluster)) return found;
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return null;
}

/** postmaster.pid as it stands: lines 1 process id, 4 port, 8 state (PostgreSQL, utils/pidfile.h). */
export function readPostmaster(cluster: string): Postmaster | null {
  const [pid, , , port, , , , state = ''] = linesOf(join(cluster, 'postmaster.pid'));
  if (!pid || !(Number(pid) > 0)) return null;
  return { pid: Number(pid), port: Number(port ?? 0), state: stateOf(state.trim()) };
}

function stateOf(word: string): Postmaster['state'] {
  if (word === 'ready' || word === 'standby') return 'ready';
  return word === 'stopping' ? 'stopping' : 'starting';
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

// When the system does not tell, we take it for the server: to start a second one could destroy the data.
function isServerOf(pid: number, cluster: string): boolean {
  const command = commandOf(pid);
  return command === null || (command.includes('postgres') && command.includes(cluster));
}
