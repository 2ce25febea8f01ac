import postgres from 'postgres';
import type { Passwords } from './cluster.js';

/** Addresses of the database, one a role. */
export interface Addresses {
  /** Owns the database and makes its tables; no superuser. */
  readonly adminUrl: string;
  /** Reads and writes rows; may make temporary tables only. */
  readonly appUrl: string;
  /** For making and dropping whole databases (tests). */
  readonly superuserUrl: string;
}

export function addresses(port: number, passwords: Passwords): Addresses {
  const of = (role: keyof Passwords, database: string) => `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl: of('changeline_owner', 'changeline'),
    appUrl: of('changeline_app', 'changeline'),
    superuserUrl: of('postgres', 'postgres'),
  };
}

const LOCK = 4_021_961;

/** Makes both roles and the database where they are missing (also after a hub that was killed between them). Returns the server's version. */
export async function makeRoles(superuserUrl: string, passwords: Passwords): Promise<string> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const roles = await sql<{ rolname: string }[]>`select rolname from pg_roles where rolname like 'changeline%'`;
    for (const role of ['changeline_owner', 'changeline_app'] as const) {
      // The password is hexadecimal and of our own making: nothing in it needs quoting.
      if (!roles.some(({ rolname }) => rolname === role)) await sql.unsafe(`create role ${role} login password '${passwords[role]}'`);
    }
    const databases = await sql`select 1 from pg_database where datname = 'changeline'`;
    if (databases.length === 0) await sql`create database changeline owner changeline_owner`;
    const [row] = await sql<{ server_version: string }[]>`show server_version`;
    return row?.server_version ?? '';
  } finally {
    await sql.end();
  }
}
