import { readFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { checkPolicy } from '../../../src/config.js';
import { openPool, type Sql } from '../../../src/db/pool.js';
import { dumpLines, followToEnd, readTables, rebuild } from '../../../src/follow/index.js';
import { activatePolicy } from '../../../src/hub/activate-policy.js';
import { recordEventsDoor } from '../../../src/hub/record-events.js';
import { openLedger } from '../../../src/ledger/index.js';
import { freshDatabase, type FreshDatabase } from '../../setup/fresh-database.js';

const FOLDER = new URL('../../../examples/zos/', import.meta.url);
const KEY = { key: Buffer.alloc(32, 7) };

let open: { readonly sql: Sql; readonly database: FreshDatabase } | null = null;
afterEach(async () => {
  await open?.sql.end({ timeout: 1 });
  await open?.database.drop();
  open = null;
});

interface Sent {
  readonly variables: { readonly input: { readonly source: string; readonly events: readonly object[] } };
}

async function dumped(sql: Sql, tables: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of dumpLines(sql, tables)) lines.push(line);
  return lines;
}

it('a rebuild gives the tables that following made of pushed events, whatever transactions they came in', async () => {
  const { variables } = JSON.parse(await readFile(new URL('record-events.json', FOLDER), 'utf8')) as Sent;
  const { source, events } = variables.input;
  const database = await freshDatabase();
  const sql = openPool(database.url, { max: 2 });
  open = { sql, database };
  await openLedger(sql, { name: 'test', key: KEY });
  const text = await readFile(new URL('policy.yaml', FOLDER), 'utf8');
  await activatePolicy(sql, checkPolicy(text, [source]).policy!, KEY, { text });
  await followToEnd(sql, KEY);
  const record = recordEventsDoor(sql, KEY, [source]);
  // The newest first, so that ends come before starts and approvals before their ticket.
  const parts = [events.slice(40), events.slice(20, 40), events.slice(0, 20)];
  for (const part of parts) expect(await record({ source, events: part, token: 't' })).toMatchObject({ added: expect.any(Number) });
  await followToEnd(sql, KEY);
  const tables = await readTables(sql);
  const live = await dumped(sql, tables);
  const [cursor] = await sql<{ clock: string }[]>`select clock from follow_cursor`;
  const again = await rebuild(database.url, { at: null, clock: (cursor?.clock ?? null) as never }, (temporary, names) =>
    dumped(temporary, names),
  );
  expect(again).toEqual(live);
  expect(live.filter((line) => line.startsWith('execution ')).length).toBe(8);
});
