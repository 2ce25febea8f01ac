import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { freshDatabase, type FreshDatabase } from '../setup/fresh-database.js';
import { runHub, type RunningHub } from './running-hub.js';

let database: FreshDatabase;
let hub: RunningHub;

beforeAll(async () => {
  database = await freshDatabase();
  hub = await runHub();
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

describe('a database that goes away', () => {
  it('is said in a sentence without addresses, and the hub answers again when it is back', async () => {
    await hub.tokenFor('administrator');
    const [where] = await hub.sql<{ name: string }[]>`select current_database() as name`;
    const admin = postgres(database.adminUrl, { max: 1 });
    try {
      await admin.unsafe(`alter database ${where?.name} allow_connections false`);
      await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${where?.name ?? ''}`.catch(() => undefined);
      const away = await fetch(`${hub.url}/health/ready`);
      const text = await away.text();
      if (away.status === 503) expect(text).toMatch(/The database does not answer/);
    } finally {
      await admin.unsafe(`alter database ${where?.name} allow_connections true`);
      await admin.end();
    }
    while ((await fetch(`${hub.url}/health/ready`)).status !== 200);
    expect((await hub.ask('{ viewer { role } }')).errors).toEqual([]);
  });

  it('gives a question that nobody can answer UNAVAILABLE', async () => {
    const nowhere = openPool('postgres://nobody@127.0.0.1:1/none', { max: 1 });
    const lost = await runHub((plain) => ({ sql: lostAfter(plain.sql, nowhere) }));
    try {
      const { errors } = await lost.ask('{ timeline { totalCount } }');
      expect(errors[0]?.extensions['code']).toBe('UNAVAILABLE');
      expect(errors[0]?.message).toMatch(/The database does not answer/);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|nobody/);
    } finally {
      await lost.stop();
      await nowhere.end();
    }
  });

  it('gives a question that takes too long TIMEOUT', async () => {
    const slow = await runHub((plain) => ({ sql: slowed(plain.sql) }));
    try {
      const { errors } = await slow.ask('{ sources { name } }');
      expect(errors[0]?.extensions['code']).toBe('TIMEOUT');
      expect(errors[0]?.message).toMatch(/took too long/);
    } finally {
      await slow.stop();
    }
  });
});

type Sql = RunningHub['sql'];
type Call = [TemplateStringsArray, ...unknown[]];

/** Knows tokens, and has lost the timeline's server. */
function lostAfter(sql: Sql, nowhere: Sql): Sql {
  return new Proxy(sql, { apply: (target, self, call: Call) => Reflect.apply(isAbout(call, 'access_token') ? target : nowhere, self, call) as unknown });
}

function slowed(sql: Sql): Sql {
  const late = Object.assign(['select pg_sleep(10)'], { raw: ['select pg_sleep(10)'] });
  return new Proxy(sql, {
    apply: (target, self, call: Call) => {
      if (!isAbout(call, 'source_state')) return Reflect.apply(target, self, call) as unknown;
      return sql.begin(async (tx) => {
        await tx`set local statement_timeout = 50`;
        return Reflect.apply(tx as unknown as (...args: unknown[]) => unknown, null, [late]);
      });
    },
  });
}

function isAbout([strings]: Call, table: string): boolean {
  return Array.isArray(strings) && strings.some((part: string) => part.includes(table));
}
