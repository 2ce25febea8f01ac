import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { accountFor, identityOf } from '../../src/db/embedded/os-account.js';
import { until } from '../intake/until.js';
import type { FreshDatabase } from '../setup/fresh-database.js';
import { inDatabase, OWNER_ROLE, prepareTemplate, superuser } from '../setup/server.js';
import { temporaryFolder } from '../setup/temporary-folder.js';

/** A PostgreSQL of an older version, with the two roles of the tests. */
export interface OlderServer {
  emptyDatabase(): Promise<FreshDatabase>;
  stop(): Promise<void>;
}

const BINARIES = '/usr/lib/postgresql/15/bin';
const GIVEN = process.env['TEST_DATABASE_URL_15'];

export const hasServer15 = GIVEN !== undefined || existsSync(join(BINARIES, 'initdb'));

/** The one that TEST_DATABASE_URL_15 names (a superuser's address), else a throw-away cluster of the installed binaries. */
export async function server15(): Promise<OlderServer> {
  const { url, end } = GIVEN === undefined ? await throwAway() : { url: GIVEN, end: () => Promise.resolve() };
  const { server, stop } = await prepareTemplate(url);
  let made = 0;
  const emptyDatabase = async (): Promise<FreshDatabase> => {
    const name = `older_${process.pid}_${(made += 1)}`;
    await superuser(server, (sql) => sql.unsafe(`create database ${name} owner ${OWNER_ROLE} template template0`));
    const drop = () => superuser(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`)).then(() => undefined);
    return { name, url: inDatabase(server.appUrl, name), adminUrl: inDatabase(server.ownerUrl, name), drop };
  };
  return { emptyDatabase, stop: () => stop().then(end) };
}

/** Whether a throw-away cluster can be made; the installed binaries are needed. */
export const hasBinaries15 = existsSync(join(BINARIES, 'initdb'));

/** Everybody on this machine is let in, without a password. */
export async function throwAway(): Promise<{ url: string; end: () => Promise<void> }> {
  const folder = await temporaryFolder();
  const cluster = join(folder, 'cluster');
  const account = accountFor(cluster);
  mkdirSync(cluster, { mode: 0o700 });
  if (account) chownSync(cluster, account.uid, account.gid);
  const how = { cwd: cluster, stdio: 'ignore', ...identityOf(account) } as const;
  spawnSync(join(BINARIES, 'initdb'), ['-D', cluster, '-U', 'postgres', '--auth=trust', '--no-sync'], how);
  const port = await freePort();
  const values = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off' };
  const settings = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(BINARIES, 'postgres'), ['-D', cluster, ...settings], how);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await until('PostgreSQL 15 answers', () => superuser({ superuserUrl: url }, (sql) => sql`select 1`).catch(() => null), 30_000);
  const end = async (): Promise<void> => {
    child.kill('SIGINT');
    await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  return { url, end };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
