import postgres from 'postgres';

const OLDEST = 15;

/**
 * Refuses, with a sentence, a database that cannot be reached, is too old, or stands behind a transaction pooler:
 * LISTEN and session locks need a connection that stays the same.
 */
export async function refuseUnfit(url: string, variable: 'DATABASE_URL' | 'DATABASE_ADMIN_URL'): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    await requireVersion(sql);
    await requireSession(sql, variable);
  } catch (error) {
    if (error instanceof UnfitDatabase) throw error;
    const { host, pathname } = new URL(url);
    throw new UnfitDatabase(
      `The database ${pathname.slice(1)} at ${host} cannot be used: ${error instanceof Error ? error.message : String(error)}. Check ${variable}, and that the server runs and lets this user in.`,
      { cause: error },
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Says why the hub does not start on this database. `main` prints it. */
export class UnfitDatabase extends Error {
  override readonly name = 'UnfitDatabase';
}

async function requireVersion(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`;
  const major = Math.floor(Number(row?.version ?? 0) / 10_000);
  if (major < OLDEST) throw new UnfitDatabase(`The database is PostgreSQL ${major}; Changeline needs ${OLDEST} or later.`);
}

/** Behind a transaction pooler two statements may meet two servers, and what a session set is lost. */
async function requireSession(sql: postgres.Sql, variable: string): Promise<void> {
  const mark = `changeline-${process.pid}`;
  await sql`select set_config('changeline.session', ${mark}, false)`;
  for (let look = 0; look < 5; look++) {
    const [row] = await sql<{ mark: string | null }[]>`select current_setting('changeline.session', true) as mark`;
    if (row?.mark !== mark) {
      throw new UnfitDatabase(
        `${variable} leads through a transaction pooler, which loses LISTEN and session locks. Give a direct or session-pooled connection.`,
      );
    }
  }
}
