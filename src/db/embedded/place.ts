import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nativeFolder } from './binaries.js';
import { accountFor, canEnter, type OsAccount } from './os-account.js';

/** Where the server's files lie, and under whom it runs. */
export interface Place {
  /** The folder of the cluster (PGDATA). */
  readonly cluster: string;
  readonly native: string;
  readonly logFile: string;
  readonly account: OsAccount | null;
}

const SHARED = '/var/lib/changeline';

/**
 * The data folder itself, where the server's user can enter it. A hub that root started below a closed folder (such
 * as /root) keeps cluster and binaries in /var/lib/changeline instead, and says so.
 */
export function placeFor(dataFolder: string, log: (sentence: string) => void): Place {
  const data = resolve(dataFolder);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const elsewhere = elsewhereOf(data);
  const account = accountFor(existsSync(join(data, 'postgres')) ? join(data, 'postgres') : join(elsewhere, 'postgres'));
  if (account) letThrough(data);
  const home = canEnter(data, account) ? data : openFolder(remembered(data, elsewhere));
  if (home !== data) log(`The user ${account?.name ?? ''} cannot enter ${data}; the database lies in ${home}.`);
  return { cluster: join(home, 'postgres'), native: reachableNative(account), logFile: join(data, 'postgres.log'), account };
}

// Remembered in the data folder, so that who deletes that folder begins with an empty database here, too.
const pointer = (data: string) => join(data, 'postgres.elsewhere');

function elsewhereOf(data: string): string {
  if (existsSync(pointer(data))) return readFileSync(pointer(data), 'utf8');
  return join(SHARED, randomUUID());
}

function remembered(data: string, elsewhere: string): string {
  writeFileSync(pointer(data), elsewhere);
  return elsewhere;
}

// Others may pass through the folder to the cluster, not look into it; the files in it are 0600.
function letThrough(folder: string): void {
  const mode = statSync(folder).mode & 0o777;
  if ((mode & 0o011) !== 0o011) chmodSync(folder, mode | 0o011);
}

function openFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}

function reachableNative(account: OsAccount | null): string {
  const native = nativeFolder();
  if (canEnter(join(native, 'bin'), account)) return native;
  const copy = join(openFolder(SHARED), createHash('sha256').update(native).digest('hex').slice(0, 16) + `-${statSync(native).mtimeMs}`);
  if (!existsSync(copy)) copyWhole(native, copy);
  return copy;
}

function copyWhole(from: string, to: string): void {
  const half = `${to}.${process.pid}`;
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, to);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

/** An empty folder that only the server's user may enter. */
export function privateFolder(folder: string, account: OsAccount | null): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}
