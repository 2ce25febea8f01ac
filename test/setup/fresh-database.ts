import { inject } from 'vitest';
import { inDatabase, OWNER_ROLE, superuser, TEST_SERVER, type TestServer } from './server.js';

export interface FreshDatabase {
  /** As the application's role, which may append to the ledger and change nothing in it. */
  readonly url: string;
  /** As the owner of the tables. */
  readonly adminUrl: string;
  readonly name: string;
  drop(): Promise<void>;
}

let made = 0;

/** A migrated database of one's own, cloned from the template in some 40 ms; outside of vitest, of a server that is handed in. */
export function freshDatabase(server: TestServer = inject(TEST_SERVER)): Promise<FreshDatabase> {
  return make(server, `template ${server.template}`);
}

/** A database without any table, for tests of the migrations. */
export function emptyDatabase(): Promise<FreshDatabase> {
  return make(inject(TEST_SERVER), 'template template0');
}

async function make(server: TestServer, template: string): Promise<FreshDatabase> {
  const name = `test_${process.pid}_${(made += 1)}`;
  // wal_log copies a small template without the two checkpoints that file_copy forces.
  await superuser(server, (sql) => sql.unsafe(`create database ${name} owner ${OWNER_ROLE} ${template} strategy wal_log`));
  const drop = () => superuser(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`)).then(() => undefined);
  return { url: inDatabase(server.appUrl, name), adminUrl: inDatabase(server.ownerUrl, name), name, drop };
}
