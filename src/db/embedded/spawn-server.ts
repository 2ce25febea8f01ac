import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { launcherMark } from './launcher.js';
import { linesSince, openLog, sizeOf } from './log-file.js';
import { identityOf } from './os-account.js';
import type { Place } from './place.js';
import { readPostmaster } from './postmaster.js';
import { until } from './until.js';

const READY_MS = 60_000;

/** A server that answers, or the last lines of the log of one that ended instead. */
export type Spawned = { readonly child: ChildProcess } | { readonly ended: string };

/** Starts `postgres` in the foreground; resolves when it takes connections (after a crash: when it has recovered) or has ended. */
export async function spawnServer(place: Place, port: number): Promise<Spawned> {
  const log = openLog(place.logFile);
  const from = sizeOf(place.logFile);
  const child = launch(place, port, log);
  closeSync(log);
  let failed = '';
  child.once('error', (error) => (failed = error.message));
  await until(() => failed !== '' || hasEnded(child) || isReady(place, child), READY_MS, 'PostgreSQL to start');
  if (failed !== '') return { ended: failed };
  return hasEnded(child) ? { ended: linesSince(place.logFile, from) } : { child };
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function isReady(place: Place, child: ChildProcess): boolean {
  const found = readPostmaster(place.cluster);
  return found?.pid === child.pid && found?.state === 'ready';
}

function launch(place: Place, port: number, log: number): ChildProcess {
  const postgres = [join(place.native, 'bin', 'postgres'), '-D', place.cluster, ...settings(port)];
  const [program = '', ...args] = diesWithParent() ? ['setpriv', '--pdeathsig', 'INT', ...postgres] : postgres;
  return spawn(program, args, {
    cwd: place.cluster,
    // A session of its own: Ctrl-C in the terminal must reach the hub alone, which stops the server last.
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...identityOf(place.account),
  });
}

function settings(port: number): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    max_wal_size: '2GB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_checkpoints: 'off',
    jit: 'off',
    cluster_name: launcherMark(),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

// Linux only; the setpriv of BusyBox does not know --pdeathsig. Without it an orphan is ended at the next start.
let canDieWithParent: boolean | null = null;
function diesWithParent(): boolean {
  canDieWithParent ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', 'true'], { stdio: 'ignore' }).status === 0;
  return canDieWithParent;
}
