import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { EmbeddedFailure } from './failure.js';
import { identityOf } from './os-account.js';
import { privateFolder, type Place } from './place.js';
import { isAlive } from './process.js';

/** Passwords of the cluster's three roles, made once; they lie in the cluster (mode 0600) and nowhere else. */
export interface Passwords {
  readonly postgres: string;
  readonly changeline_owner: string;
  readonly changeline_app: string;
}

const FILE = 'changeline.json';

/** Makes the cluster unless there is one, and reads its passwords. A hub that was killed half-way leaves none. */
export function openCluster(place: Place): Passwords {
  if (!existsSync(join(place.cluster, FILE))) makeCluster(place);
  return JSON.parse(readFileSync(join(place.cluster, FILE), 'utf8')) as Passwords;
}

// Made beside and renamed when it is whole, passwords included.
function makeCluster(place: Place): void {
  refuseForeign(place);
  removeHalfMade(place);
  const half = `${place.cluster}.new-${process.pid}`;
  const passwords = newPasswords();
  privateFolder(half, place.account);
  initialise(half, passwords.postgres, place);
  writeFor(place, join(half, FILE), JSON.stringify(passwords));
  adoptOrYield(half, place.cluster);
}

function refuseForeign({ cluster }: Place): void {
  if (!existsSync(join(cluster, 'PG_VERSION'))) return;
  throw new EmbeddedFailure(
    `${cluster} holds a PostgreSQL cluster that Changeline did not make (${FILE} is missing). Set CHANGELINE_DATA to another folder.`,
  );
}

function removeHalfMade({ cluster }: Place): void {
  for (const name of readdirSync(dirname(cluster))) {
    const maker = /\.new-(\d+)$/.exec(name)?.[1];
    if (!maker || !name.startsWith(basename(cluster)) || isAlive(Number(maker))) continue;
    rmSync(join(dirname(cluster), name), { recursive: true, force: true });
  }
}

function newPasswords(): Passwords {
  const one = () => randomBytes(24).toString('hex');
  return { postgres: one(), changeline_owner: one(), changeline_app: one() };
}

function initialise(folder: string, password: string, place: Place): void {
  const passwordFile = `${folder}.password`;
  try {
    writeFor(place, passwordFile, password);
    runInitdb(folder, passwordFile, place);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(folder: string, passwordFile: string, place: Place): void {
  const args = ['-D', folder, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--no-instructions'];
  // The builtin provider sorts by code point and needs no locale of the system.
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  const run = spawnSync(join(place.native, 'bin', 'initdb'), args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...identityOf(place.account),
  });
  if (run.status === 0) return;
  const words = run.error?.message ?? run.stderr.trim().split('\n').slice(-6).join('\n');
  throw new EmbeddedFailure(`PostgreSQL could not make its files in ${place.cluster}: ${words}`, { cause: run.error });
}

function writeFor(place: Place, file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600, flag: 'w' });
  if (place.account) chownSync(file, place.account.uid, place.account.gid);
}

// Two hubs on a new folder: the one that comes second uses what the first has made.
function adoptOrYield(half: string, cluster: string): void {
  try {
    renameSync(half, cluster);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(cluster, FILE))) throw error;
  }
}
