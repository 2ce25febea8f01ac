import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { EmbeddedFailure } from './failure.js';

/** The operating system's user under whom the server runs. */
export interface OsAccount {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const KNOWN = ['changeline', 'postgres', 'nobody'];

/**
 * Null when the server runs as ourselves. PostgreSQL refuses to run as root: then it is the owner of an existing
 * cluster, else the first there is of changeline, postgres and nobody.
 */
export function accountFor(cluster: string): OsAccount | null {
  if (process.getuid?.() !== 0) return null;
  const owner = ownerOf(cluster);
  const accounts = systemAccounts();
  if (owner) return accounts.find((account) => account.uid === owner.uid) ?? { name: `user ${owner.uid}`, ...owner };
  const found = KNOWN.map((name) => accounts.find((account) => account.name === name)).find((account) => account !== undefined);
  if (found) return found;
  throw new EmbeddedFailure(
    'PostgreSQL refuses to run as root, and this system has no other user for it. Make one with "useradd --system changeline", start the hub as another user, or set DATABASE_URL.',
  );
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

function systemAccounts(): OsAccount[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines
    .map((line) => line.split(':'))
    .flatMap(([name, , uid, gid]) => (name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []));
}

/** What `spawn` needs to run a program as that account. */
export function identityOf(account: OsAccount | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** Whether the account can enter the folder through all its parents: asked of the system, since lists and mounts have their say, too. */
export function canEnter(folder: string, account: OsAccount | null): boolean {
  if (!account) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { cwd: '/', stdio: 'ignore', ...identityOf(account) }).status === 0;
}
