import { rm } from 'node:fs/promises';
import postgres from 'postgres';
import { startEmbedded } from '../../src/db/embedded/index.js';
import { migrate } from '../../src/db/migrate.js';
import { temporaryFolder } from './temporary-folder.js';

export const TEST_SERVER = 'postgres';
export const OWNER_ROLE = 'changeline_owner';
export const APP_ROLE = 'changeline_app';

/** Where tests find the server, and the migrated database that they clone. */
export interface TestServer {
  readonly superuserUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly template: string;
}

type Roles = Omit<TestServer, 'template'>;

export async function prepareTemplate(external: string | null): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  const { roles, stop } = external === null ? await embedded() : { roles: await rolesOn(external), stop: () => Promise.resolve() };
  const template = `changeline_template_${process.pid}`;
  try {
    await superuser(roles, (sql) => sql.unsafe(`create database ${template} owner ${OWNER_ROLE}`));
    await migrate(inDatabase(roles.ownerUrl, template), APP_ROLE);
  } catch (error) {
    await stop();
    throw error;
  }
  const dropAndStop = async () => {
    await superuser(roles, (sql) => sql.unsafe(`drop database if exists ${template} with (force)`));
    await stop();
  };
  return { server: { ...roles, template }, stop: dropAndStop };
}

async function embedded(): Promise<{ roles: Roles; stop: () => Promise<void> }> {
  const folder = await temporaryFolder();
  const { superuserUrl, adminUrl, appUrl, stop } = await startEmbedded({ dataFolder: folder, log: () => undefined });
  await superuser({ superuserUrl }, unhurried);
  const stopAndClear = () => stop().then(() => rm(folder, { recursive: true, force: true }));
  return { roles: { superuserUrl, ownerUrl: adminUrl, appUrl }, stop: stopAndClear };
}

/** Nothing of it outlives the tests: it never waits for the disk, and each database that is dropped is a checkpoint. */
async function unhurried(sql: postgres.Sql): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) await sql.unsafe(`alter system set ${setting} = off`);
  await sql`select pg_reload_conf()`;
}

async function rolesOn(superuserUrl: string): Promise<Roles> {
  await superuser({ superuserUrl }, async (sql) => {
    for (const role of [OWNER_ROLE, APP_ROLE]) {
      const known = await sql`select 1 from pg_roles where rolname = ${role}`;
      await sql.unsafe(`${known.length === 0 ? 'create' : 'alter'} role ${role} login password 'test'`);
    }
  });
  return { superuserUrl, ownerUrl: asRole(superuserUrl, OWNER_ROLE), appUrl: asRole(superuserUrl, APP_ROLE) };
}

function asRole(address: string, role: string): string {
  const url = new URL(address);
  url.username = role;
  url.password = 'test';
  return url.href;
}

export function inDatabase(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}

export async function superuser<T>({ superuserUrl }: Pick<Roles, 'superuserUrl'>, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
