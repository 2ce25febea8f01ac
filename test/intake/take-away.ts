import { inject } from 'vitest';
import { superuser, TEST_SERVER } from '../setup/server.js';

/** Makes a database refuse and drop every connection, as if it had gone away. Gives what brings it back. */
export async function takeAway(name: string): Promise<() => Promise<void>> {
  const server = inject(TEST_SERVER);
  await superuser(server, async (sql) => {
    await sql.unsafe(`alter database ${name} allow_connections false`);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  });
  return async () => {
    await superuser(server, (sql) => sql.unsafe(`alter database ${name} allow_connections true`));
  };
}
