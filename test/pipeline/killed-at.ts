import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { readPostmaster } from '../../src/db/embedded/postmaster.js';
import { hasEnded } from '../../src/db/embedded/spawn-server.js';

const LOOK_MS = 5;

/** Kills the hub with -9 once the ledger in its data folder holds so many events; ends with the hub at the latest. */
export async function killOnce(hub: ChildProcess, data: string, recorded: number): Promise<void> {
  while (!hasEnded(hub)) {
    const sql = connect(data);
    if (sql) {
      if (await isRecorded(sql, recorded, hub)) hub.kill('SIGKILL');
      await sql.end({ timeout: 0 });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function isRecorded(sql: postgres.Sql, recorded: number, hub: ChildProcess): Promise<boolean> {
  while (!hasEnded(hub)) {
    // A server that starts or stops, or a table that is not made yet.
    const size = await sql<{ size: string }[]>`select size from ledger_head`.then((rows) => Number(rows[0]?.size ?? 0)).catch(() => null);
    if (size === null) return false;
    if (size >= recorded) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return false;
}

/** Of the server that the hub started in the folder, or beside it where its user may not enter the folder. */
function connect(data: string): postgres.Sql | null {
  const pointer = join(data, 'postgres.elsewhere');
  const cluster = join(existsSync(pointer) ? readFileSync(pointer, 'utf8') : data, 'postgres');
  const server = readPostmaster(cluster);
  if (server?.state !== 'ready') return null;
  const { postgres: password } = JSON.parse(readFileSync(join(cluster, 'changeline.json'), 'utf8')) as { postgres: string };
  return postgres({
    host: '127.0.0.1',
    port: server.port,
    user: 'postgres',
    password,
    database: 'changeline',
    max: 1,
    // A question of the client's own, which nobody waits for when the server ends.
    fetch_types: false,
    onnotice: () => undefined,
    connect_timeout: 2,
  });
}
