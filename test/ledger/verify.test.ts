import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { account, text } from '#contract';
import type { Sql } from '../../src/db/pool.js';
import { canonical, rootOf, verifyLedger } from '../../src/ledger/index.js';
import { sha256Hex } from '../../src/ledger/hash.js';
import { hashOfLeaf, treeHash } from '../../src/ledger/verify-tree.js';
import { KEY } from './format-vector.js';
import { commit, sealed, type TestLedger, testLedger } from './on-database.js';

// Two full tiles, an edge, and two pages of the verifier.
const SIZE = 600;
const TABLES = ['ledger_event', 'ledger_tile', 'ledger_head', 'clear_value'];
const ana = account('583231', 'PERSON', 'ana-r');

let ledger: TestLedger;
beforeAll(async () => {
  ledger = await testLedger();
  const drafts = Array.from({ length: SIZE }, (_, index) => commit(`c${index}`, { core: { index, by: ana, title: text('title', `Title ${index}`) } }));
  for (let from = 0; from < SIZE; from += 50) await ledger.append(...drafts.slice(from, from + 50).map((draft) => sealed(draft)));
  await ledger.tamper((sql) => Promise.all(TABLES.map((table) => sql.unsafe(`create table copy_${table} as table ${table}`))));
});
afterEach(() =>
  ledger.tamper(async (sql) => {
    for (const table of TABLES) await sql.unsafe(`truncate ${table}; insert into ${table} table copy_${table}`);
  }),
);
afterAll(() => ledger.close());

const verified = () => verifyLedger(ledger.sql, { key: KEY });

describe('verifying', () => {
  test('an untouched ledger gives its size and the root that the head has, with the key and without', async () => {
    const leaves = await ledger.sql<{ leaf: Buffer }[]>`select leaf from ledger_event order by seq`;
    const root = treeHash(leaves.map(({ leaf }) => hashOfLeaf(leaf))).toString('hex');
    const steps: [number, number][] = [];
    expect(await verified()).toEqual({ ok: true, size: SIZE, root });
    expect(await verifyLedger(ledger.sql, { onProgress: (done, size) => steps.push([done, size]) })).toEqual({ ok: true, size: SIZE, root });
    expect(await rootOf(ledger.sql)).toMatchObject({ log: 'test/1', size: SIZE, root });
    expect(steps).toEqual([[512, SIZE], [SIZE, SIZE]]);
  });

  test('passes with every clear value and salt deleted, and gives the same root', async () => {
    const before = await verified();
    expect(await ledger.sql`delete from clear_value`).toHaveProperty('count', SIZE + 1);
    expect(await verified()).toEqual(before);
  });

  test('an empty ledger gives the root of nothing', async () => {
    const empty = await testLedger();
    const result = await verifyLedger(empty.sql, { key: KEY });
    await empty.close();
    expect(result).toEqual({ ok: true, size: 0, root: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' });
  });

  test('a sealed text or a name without a clear value anywhere is no fault, another data key is', async () => {
    expect(await verifyLedger(ledger.sql, { key: { key: Buffer.alloc(32) } })).toMatchObject({ ok: false, seq: null, sentence: expect.stringContaining('data key') });
  });
});

type Change = (sql: Sql) => Promise<unknown>;

/** Rewrites leaf and body of an event as a careful forger would, so that they still agree with each other. */
function forge(seq: number, changeBody: boolean): Change {
  return async (sql) => {
    const [row] = await sql<{ leaf: Buffer; body: Buffer }[]>`select leaf, body from ledger_event where seq = ${seq}`;
    const body = JSON.parse(row!.body.toString()) as { core: object };
    const content = Buffer.from(canonical(changeBody ? { ...body, core: { ...body.core, index: 9999 } } : body));
    const leaf = canonical({ ...(JSON.parse(row!.leaf.toString()) as object), bodyHash: sha256Hex(content), ...(changeBody ? {} : { subject: 'commit:x:y' }) });
    await sql`update ledger_event set leaf = ${Buffer.from(leaf)}, body = ${content} where seq = ${seq}`;
  };
}

/** A leaf and body that no honest writer makes, down to types that do not fit and characters that Postgres refuses. */
const nonsense: Change = async (sql) => {
  const body = canonical({ core: { t: { text: 'FILLED', digest: 1, commitment: 'a\0' } } });
  const [row] = await sql<{ leaf: Buffer }[]>`select leaf from ledger_event where seq = 41`;
  const leaf = canonical({ ...(JSON.parse(row!.leaf.toString()) as object), normaliser: 7, occurredAt: [], bodyHash: sha256Hex(body) });
  await sql`update ledger_event set leaf = ${Buffer.from(leaf)}, body = ${Buffer.from(body)} where seq = 41`;
};

function flip(table: string, column: string, where: string, byte = 0): Change {
  return (sql) => sql.unsafe(`update ${table} set ${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # 1) where ${where}`);
}

const swap: Change = (sql) =>
  sql`update ledger_event set seq = case seq when 41 then -42 else -41 end where seq in (41, 42)`.then(() => sql`update ledger_event set seq = -seq where seq < 0`);

const CHANGES: readonly (readonly [string, Change, number | null, RegExp])[] = [
  ['event_id', flip('ledger_event', 'event_id', 'seq = 41'), 41, /Event 41 \(commit\.recorded of commit:github-acme:4711:c41\) differs: the column event_id/],
  ['normaliser_version', (sql) => sql`update ledger_event set normaliser_version = 2 where seq = 41`, 41, /column normaliser_version/],
  ['recorded_at', (sql) => sql`update ledger_event set recorded_at = recorded_at + interval '1 microsecond' where seq = 41`, 41, /column recorded_at/],
  ['core_digest', flip('ledger_event', 'core_digest', 'seq = 41'), 41, /column core_digest/],
  ['a byte of the leaf', flip('ledger_event', 'leaf', 'seq = 41', 20), 41, /Event 41 .* differs/],
  ['the first byte of the leaf', flip('ledger_event', 'leaf', 'seq = 41'), 41, /Event 41 differs: its leaf is no JSON/],
  ['a byte of the body', flip('ledger_event', 'body', 'seq = 41', 20), 41, /Event 41 \(.*\) differs: its body does not hash to bodyHash/],
  ['a blank after the leaf', (sql) => sql`update ledger_event set leaf = leaf || ' '::bytea where seq = 41`, 41, /leaf is not in canonical form/],
  ['the body, with a leaf to fit', forge(41, true), 41, /Event 41 .* differs: the column core_digest/],
  ['the leaf, consistently', forge(41, false), 41, /Event 41 \(commit\.recorded of commit:x:y\) differs: its leaf does not have the hash/],
  ['the leaf and body, with nonsense', nonsense, 41, /Event 41 .* normaliser_version/],
  ['the leaf of an event in the edge', forge(SIZE - 1, false), SIZE - 1, /Event 599 .* differs: its leaf does not have the hash/],
  ['a hash in a tile', flip('ledger_tile', 'hashes', 'level = 0 and position = 1', 32 * 5), 261, /Event 261 .* differs: its leaf does not have the hash/],
  ['a missing tile', (sql) => sql`delete from ledger_tile where position = 1`, 256, /Event 256 .* differs: the tree has no hash/],
  ['a tile too many', (sql) => sql`insert into ledger_tile select 0, 2, hashes from ledger_tile where position = 0`, null, /tile 0\/2 stands beyond/],
  ['a tile of a higher level too many', (sql) => sql`insert into ledger_tile select 1, 0, hashes from ledger_tile where position = 0`, null, /tile 1\/0 stands beyond/],
  ['the edge of the leaves', (sql) => sql`update ledger_head set edge[1] = set_byte(edge[1], 0, get_byte(edge[1], 0) # 1)`, 512, /Event 512 .* differs/],
  ['the edge above', (sql) => sql`update ledger_head set edge[2] = set_byte(edge[2], 0, get_byte(edge[2], 0) # 1)`, null, /level 1 of its right edge/],
  ['the moment of the head', (sql) => sql`update ledger_head set recorded_at = recorded_at + interval '1 second'`, null, /head of the ledger differs: it is dated/],
  ['the name of the log', (sql) => sql`update ledger_head set log = 'other/1'`, 0, /Event 0 .* belongs to the log test\/1, not other\/1/],
  ['the key check', flip('ledger_head', 'key_check', 'true'), null, /data key/],
  ['the last event, gone', (sql) => sql`delete from ledger_event where seq = 599`, 599, /Event 599 is missing: the head of the ledger counts 600/],
  ['the last event, gone from the head, too', (sql) => sql`delete from ledger_event where seq = 599`.then(() => sql`update ledger_head set size = 599`), null, /head of the ledger differs/],
  ['an event in the middle, gone', (sql) => sql`delete from ledger_event where seq = 41`, 41, /Event 41 is missing/],
  ['an event at the end, not counted', (sql) => sql`insert into ledger_event select 600, sha256('x'), normaliser_version, recorded_at, core_digest, delivery, leaf, body from ledger_event where seq = 0`, 600, /counts 600 events only/],
  ['two events, swapped', swap, 41, /Event 41 .* differs: its leaf bears the number 42/],
  ['a clear text', (sql) => sql`update clear_value set value = 'Another' where value = 'Title 41'`, 41, /Event 41 .* the clear text of its field title/],
  ['the digest of a clear text', (sql) => sql`update clear_value set digest = 'x' where value = 'Title 41'`, 41, /Event 41 .* clear text/],
  ['an account name', (sql) => sql`update clear_value set value = 'eve' where value = 'ana-r'`, null, /account name kept for person:/],
  ['the head, gone', (sql) => sql`delete from ledger_head`, null, /no head/],
];

describe('verifying finds and names', () => {
  test.each(CHANGES)('%s', async (_, change, seq, sentence) => {
    await ledger.tamper(change);
    const result = await verified();
    expect(result).toMatchObject({ ok: false, seq });
    expect(result).toHaveProperty('sentence', expect.stringMatching(sentence));
  });

  test('the first of several', async () => {
    await ledger.tamper(forge(500, false));
    await ledger.tamper(flip('ledger_event', 'body', 'seq = 300', 20));
    await ledger.tamper((sql) => sql`update clear_value set value = 'Another' where value = 'Title 299'`);
    expect(await verified()).toMatchObject({ ok: false, seq: 299 });
  });
});
