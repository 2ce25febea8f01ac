import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as run } from 'drizzle-orm/postgres-js/migrator';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';

const LOCK = 4_021_960;

/**
 * Brings the database to this version: tables, triggers, and the rights of the application's role. Several
 * replicas may call it at once. `ownerUrl` owns the tables; `appRole`, where it is another one, may append to the
 * ledger and never change it.
 */
export async function migrate(ownerUrl: string, appRole: string | null = null): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const database = drizzle({ client: sql });
    await run(database, { migrationsFolder: folder('drizzle'), migrationsSchema: 'public', migrationsTable: 'migration' });
    // The journal of the read tables lies in their own schema: drop it, and the next start builds it again.
    await run(database, { migrationsFolder: folder('drizzle/read'), migrationsSchema: 'read', migrationsTable: 'migration' });
    if (appRole) await grant(sql, appRole);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function grant(sql: postgres.Sql, appRole: string): Promise<void> {
  const role = sql(appRole);
  await sql`grant usage on schema public, read to ${role}`;
  await sql`grant select, insert, update, delete on all tables in schema public to ${role}`;
  await sql`grant select, insert, update, delete, truncate on all tables in schema read to ${role}`;
  await sql`revoke update, delete, truncate on ledger_event, ledger_tile from ${role}`;
  await sql`revoke insert, delete, truncate on ledger_head from ${role}`;
  await sql`grant insert on ledger_head to ${role}`;
  await sql`revoke insert, update, delete, truncate on public.migration from ${role}`;
}

/** The project's folder, both from `src/db` and from `dist/src/db`. */
function folder(name: string): string {
  let here = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(here, 'package.json'))) here = dirname(here);
  return join(here, name);
}
