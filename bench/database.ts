import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../src/db/embedded/index.js';
import { migrate } from '../src/db/migrate.js';

/** An empty, migrated database of its own; `adminUrl` owns the tables, `url` is the application. */
export interface BenchDatabase {
  readonly url: string;
  readonly adminUrl: string;
}

/** A PostgreSQL with its usual settings (fsync on) in a temporary folder, for this run alone. */
export interface BenchServer {
  database(name: string): Promise<BenchDatabase>;
  stop(): Promise<void>;
}

export async function startBenchServer(): Promise<BenchServer> {
  const folder = await temporaryFolder();
  const server = await startEmbedded({ dataFolder: folder, log: () => undefined });
  return {
    database: (name) => made(name, server),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Others may pass through, since a server that root starts runs as another user. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'changeline-bench-'));
  await chmod(folder, 0o711);
  return folder;
}

type Addresses = Awaited<ReturnType<typeof startEmbedded>>;

async function made(name: string, { superuserUrl, adminUrl, appUrl }: Addresses): Promise<BenchDatabase> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`create database ${sql(name)} owner ${sql(userOf(adminUrl))}`;
  } finally {
    await sql.end();
  }
  const own = { url: inDatabase(appUrl, name), adminUrl: inDatabase(adminUrl, name) };
  await migrate(own.adminUrl, userOf(appUrl));
  return own;
}

function userOf(address: string): string {
  return decodeURIComponent(new URL(address).username);
}

function inDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
