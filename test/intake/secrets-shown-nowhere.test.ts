import { afterEach, describe, expect, it } from 'vitest';
import { type AnyConnector } from '#contract';
import { connectors } from '../connectors/all.js';
import { settingsOf } from '../connectors/examples-in-readmes.js';
import { startPolling, registerSources } from '../../src/intake/index.js';
import { hooksServer } from './hooks-server.js';
import { testHub, type TestHub } from './test-hub.js';
import type { TestSource } from './join-hub.js';
import { until } from './until.js';
import { json, vendor, type Vendor } from './vendor.js';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const secretOf = (name: string): string => `${name}-that-nobody-may-see-9f8e7d`;

/** As its README says it, of another address and looking often, as far as it has these settings. */
function configOf({ kind, config }: AnyConnector, url: string): unknown {
  const own = secretsOf(kind).map((name) => [name, { env: name.toUpperCase() }] as const);
  const given = { ...settingsOf(kind), ...Object.fromEntries(own) };
  const found = [{ url, pollSeconds: 1 }, { url }, {}]
    .map((more) => config.safeParse({ ...given, ...more }))
    .find(({ success }) => success);
  if (!found?.success) throw new Error(`The example in the README of ${kind} is none.`);
  return found.data;
}

/** The secrets that the example gives. */
function secretsOf(kind: string): readonly string[] {
  const { secrets = [] } = connectors.find((one) => one.kind === kind) ?? {};
  return secrets.filter((name) => name in settingsOf(kind));
}

/** A tool, or something in between, that throws back at the sender whatever it was sent. */
async function echo(status: number): Promise<Vendor> {
  const tool = await vendor((request, response) => {
    const said = JSON.stringify(request.headers) + (request.url ?? '');
    json(response, { message: said, errorMessages: [said], error: { message: said, code: 1 } }, {}, status);
  });
  open.push(() => tool.close());
  return tool;
}

async function everythingKept({ sql, logged }: TestHub): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const rows: string[] = [];
  for (const { name } of tables) {
    const found = await sql.unsafe<{ row: string }[]>(`select to_jsonb(t)::text as row from ${name} t`);
    rows.push(...found.map(({ row }) => row));
  }
  const bodies = await sql<{ body: string }[]>`select convert_from(body, 'UTF8') as body from inbox_delivery`;
  return [...rows, ...bodies.map(({ body }) => body), ...logged].join('\n');
}

/** As it is, and as it stands in a header of basic authentication, whatever stands before it. */
function hidesAll(text: string, names: readonly string[]): void {
  for (const name of names) {
    const secret = secretOf(name);
    for (const shift of ['', 'x', 'xx']) {
      const written = Buffer.from(`${shift}${secret}`).toString('base64').slice(4, -4);
      expect(text.includes(written), `${name} in base64`).toBe(false);
    }
    expect(text.includes(secret), name).toBe(false);
  }
}

async function hubOf(connector: AnyConnector, url: string): Promise<TestHub> {
  const secrets = Object.fromEntries(secretsOf(connector.kind).map((name) => [name, [secretOf(name)]]));
  const hub = await testHub([{ name: 'the-source', connector, config: configOf(connector, url), secrets } as unknown as TestSource]);
  open.push(() => hub.close());
  await registerSources(hub.runtime);
  return hub;
}

describe.each(connectors.map((connector) => [connector.kind, connector] as const))('the secrets of a source of %s', (_, connector) => {
  it.each([403, 400])('are in no log, error, delivery or event, though the tool answers %i and throws them back', async (status) => {
    const tool = await echo(status);
    const hub = await hubOf(connector, tool.url);
    const polling = startPolling(hub.runtime);
    open.push(() => polling.stop());
    await until('the source was asked', async () => {
      const [row] = await hub.sql<{ health: string }[]>`select health from source_state where source = 'the-source'`;
      if (row?.health === 'HEALTHY') return (await connector.poll.streams({} as never)).length === 0;
      return row !== undefined && row.health !== 'STARTING' && tool.asked.length > 0 && hub.logged.length > 0;
    });
    hidesAll(await everythingKept(hub), secretsOf(connector.kind));
  });

  it('are kept of no delivery that bears them as headers, refused or not', async () => {
    if (!connector.webhook) return;
    const hub = await hubOf(connector, 'http://127.0.0.1:9');
    const server = await hooksServer(hub.runtime);
    open.push(() => server.close());
    const headers = Object.fromEntries(secretsOf(connector.kind).map((name, at) => [`x-header-${String(at)}`, secretOf(name)]));
    const answer = await fetch(`${server.url}/hooks/the-source`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secretOf('token')}`, ...headers },
      body: '{}',
    });
    hidesAll([await answer.text(), await everythingKept(hub)].join('\n'), secretsOf(connector.kind));
  });
});
