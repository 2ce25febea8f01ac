import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { inDatabase, superuser, TEST_SERVER } from '../setup/server.js';
import { pushed, record } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe } from './socket.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
});
afterAll(async () => {
  await hub.stop();
});

describe('a database that goes away', () => {
  it('is said in a sentence without addresses, and the hub answers again when it is back', async () => {
    const headers = { authorization: `Bearer ${await hub.tokenFor('viewer')}` };
    const [where] = await hub.sql<{ name: string }[]>`select current_database() as name`;
    const name = where?.name ?? '';
    await superuser(inject(TEST_SERVER), async (sql) => {
      await sql.unsafe(`alter database ${name} allow_connections false`);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    });
    const ready = await fetch(`${hub.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toMatch(/The database does not answer/);
    const asked = await fetch(`${hub.url}/graphql?query={viewer{name}}`, { headers });
    expect(asked.status).toBe(503);
    expect(asked.headers.get('retry-after')).toBe('5');
    expect(await asked.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
    expect((await fetch(`${hub.url}/health/live`)).status).toBe(200);
    await superuser(inject(TEST_SERVER), (sql) => sql.unsafe(`alter database ${name} allow_connections true`));
    while ((await fetch(`${hub.url}/health/ready`)).status !== 200);
    expect((await hub.ask('{ viewer { role } }')).errors).toEqual([]);
  });

  it('does not end a subscription: it goes on where it was', async () => {
    await again(() => hub.tokenFor('administrator'));
    await again(() => record(hub.sql, hub.key, [pushed(1)]));
    const client = await again(() => connect(hub));
    const news = subscribe(client, 'subscription { timeline(after: "-1", filter: { types: ["branch.pushed"] }) { event { seq } } }');
    await news.until(1);
    // Any connection of the pool may be one that was cut before.
    const [where] = await again(() => hub.sql<{ name: string }[]>`select current_database() as name`);
    await superuser(inject(TEST_SERVER), async (sql) => {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name like 'changeline%' and datname = ${where?.name ?? ''}`;
    });
    await again(() => record(hub.sql, hub.key, [pushed(2)]));
    await news.until(2);
    expect(new Set(news.got.map(({ data }) => String(data?.['timeline']?.['event']?.['seq']))).size).toBe(2);
    await client.dispose();
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

  it('gives a question that takes too long TIMEOUT, and has its connection back for the next', async () => {
    const [where] = await hub.sql<{ name: string }[]>`select current_database() as name`;
    const url = inDatabase(inject(TEST_SERVER).appUrl, where?.name ?? '');
    const one = openPool(url, { max: 1, name: 'changeline api', statementTimeoutMs: 300 });
    const slow = await runHub(() => ({ sql: one }));
    const token = await hub.tokenFor('viewer');
    try {
      await locked(where?.name ?? '', 'read.deployment_range', async () => {
        const { errors } = await slow.ask('{ deployments { nodes { id } } }', { token });
        expect(errors[0]?.extensions['code']).toBe('TIMEOUT');
        expect(errors[0]?.message).toMatch(/took too long/);
        expect((await slow.ask('{ viewer { role } }', { token })).errors).toEqual([]);
      });
      expect((await slow.ask('{ deployments { nodes { id } } }', { token })).errors).toEqual([]);
    } finally {
      await slow.stop();
      await one.end();
    }
  });
});

/** Whoever reads the table waits until `work` is done. */
async function locked(name: string, table: string, work: () => Promise<void>): Promise<void> {
  const owner = openPool(inDatabase(inject(TEST_SERVER).ownerUrl, name), { max: 1 });
  try {
    await owner.begin(async (tx) => {
      await tx.unsafe(`lock table ${table} in access exclusive mode`);
      await work();
    });
  } finally {
    await owner.end();
  }
}

type Sql = RunningHub['sql'];
type Call = [TemplateStringsArray, ...unknown[]];

/** Knows tokens, and has lost the timeline's server. */
function lostAfter(sql: Sql, nowhere: Sql): Sql {
  return new Proxy(sql, {
    apply: (target, self, call: Call) => Reflect.apply(isAbout(call, 'access_token') ? target : nowhere, self, call) as unknown,
    get: (target, name) => Reflect.get(name === 'reserve' ? nowhere : target, name) as unknown,
  });
}

function isAbout([strings]: Call, table: string): boolean {
  return Array.isArray(strings) && strings.some((part: string) => part.includes(table));
}

/** A connection of the pool that was cut fails once; then there is a new one. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!/CONNECTION|terminat|ECONNRESET/i.test(String(error))) throw error;
    }
  }
}
