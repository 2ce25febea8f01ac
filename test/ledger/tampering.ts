import type { Sql } from '../../src/db/pool.js';
import { sha256Hex } from '../../src/ledger/hash.js';
import { canonical } from '../../src/ledger/index.js';

/** Two full tiles, an edge, and two pages of the verifier. */
export const SIZE = 600;

export type Change = (sql: Sql) => Promise<unknown>;

/** Rewrites leaf and body of an event as a careful forger would, so that they still agree with each other. */
export function forge(seq: number, changeBody: boolean): Change {
  return async (sql) => {
    const [row] = await sql<{ leaf: Buffer; body: Buffer }[]>`select leaf, body from ledger_event where seq = ${seq}`;
    const body = JSON.parse(row!.body.toString()) as { core: object };
    const content = Buffer.from(canonical(changeBody ? { ...body, core: { ...body.core, index: 9999 } } : body));
    const leaf = canonical({
      ...(JSON.parse(row!.leaf.toString()) as object),
      bodyHash: sha256Hex(content),
      ...(changeBody ? {} : { subject: 'commit:x:y' }),
    });
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

export function flip(table: string, column: string, where: string, byte = 0): Change {
  return (sql) =>
    sql.unsafe(`update ${table} set ${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # 1) where ${where}`);
}

const swap: Change = (sql) =>
  sql`update ledger_event set seq = case seq when 41 then -42 else -41 end where seq in (41, 42)`.then(
    () => sql`update ledger_event set seq = -seq where seq < 0`,
  );

/** What is changed, how, the event that the verifier must name (null: none), and its sentence. */
export const CHANGES: readonly (readonly [string, Change, number | null, RegExp])[] = [
  [
    'event_id',
    flip('ledger_event', 'event_id', 'seq = 41'),
    41,
    /Event 41 \(commit\.recorded of commit:github-acme:4711:c41\) differs: the column event_id/,
  ],
  ['normaliser_version', (sql) => sql`update ledger_event set normaliser_version = 2 where seq = 41`, 41, /column normaliser_version/],
  [
    'recorded_at',
    (sql) => sql`update ledger_event set recorded_at = recorded_at + interval '1 microsecond' where seq = 41`,
    41,
    /column recorded_at/,
  ],
  ['core_digest', flip('ledger_event', 'core_digest', 'seq = 41'), 41, /column core_digest/],
  ['a byte of the leaf', flip('ledger_event', 'leaf', 'seq = 41', 20), 41, /Event 41 .* differs/],
  ['the first byte of the leaf', flip('ledger_event', 'leaf', 'seq = 41'), 41, /Event 41 differs: its leaf is no JSON/],
  ['a byte of the body', flip('ledger_event', 'body', 'seq = 41', 20), 41, /Event 41 \(.*\) differs: its body does not hash to bodyHash/],
  [
    'a blank after the leaf',
    (sql) => sql`update ledger_event set leaf = leaf || ' '::bytea where seq = 41`,
    41,
    /leaf is not in canonical form/,
  ],
  ['the body, with a leaf to fit', forge(41, true), 41, /Event 41 .* differs: the column core_digest/],
  ['the leaf, consistently', forge(41, false), 41, /Event 41 \(commit\.recorded of commit:x:y\) differs: its leaf does not have the hash/],
  ['the leaf and body, with nonsense', nonsense, 41, /Event 41 .* normaliser_version/],
  ['the leaf of an event in the edge', forge(SIZE - 1, false), SIZE - 1, /Event 599 .* differs: its leaf does not have the hash/],
  [
    'a hash in a tile',
    flip('ledger_tile', 'hashes', 'level = 0 and position = 1', 32 * 5),
    261,
    /Event 261 .* differs: its leaf does not have the hash/,
  ],
  ['a missing tile', (sql) => sql`delete from ledger_tile where position = 1`, 256, /Event 256 .* differs: the tree has no hash/],
  [
    'a tile too many',
    (sql) => sql`insert into ledger_tile select 0, 2, hashes from ledger_tile where position = 0`,
    null,
    /tile 0\/2 stands beyond/,
  ],
  [
    'a tile of a higher level too many',
    (sql) => sql`insert into ledger_tile select 1, 0, hashes from ledger_tile where position = 0`,
    null,
    /tile 1\/0 stands beyond/,
  ],
  [
    'the edge of the leaves',
    (sql) => sql`update ledger_head set edge[1] = set_byte(edge[1], 0, get_byte(edge[1], 0) # 1)`,
    512,
    /Event 512 .* differs/,
  ],
  [
    'the edge above',
    (sql) => sql`update ledger_head set edge[2] = set_byte(edge[2], 0, get_byte(edge[2], 0) # 1)`,
    null,
    /level 1 of its right edge/,
  ],
  [
    'the moment of the head',
    (sql) => sql`update ledger_head set recorded_at = recorded_at + interval '1 second'`,
    null,
    /head of the ledger differs: it is dated/,
  ],
  ['the name of the log', (sql) => sql`update ledger_head set log = 'other/1'`, 0, /Event 0 .* belongs to the log test\/1, not other\/1/],
  ['the key check', flip('ledger_head', 'key_check', 'true'), null, /data key/],
  [
    'the last event, gone',
    (sql) => sql`delete from ledger_event where seq = 599`,
    599,
    /Event 599 is missing: the head of the ledger counts 600/,
  ],
  [
    'the last event, gone from the head, too',
    (sql) => sql`delete from ledger_event where seq = 599`.then(() => sql`update ledger_head set size = 599`),
    null,
    /head of the ledger differs/,
  ],
  ['an event in the middle, gone', (sql) => sql`delete from ledger_event where seq = 41`, 41, /Event 41 is missing/],
  [
    'an event at the end, not counted',
    (sql) =>
      sql`insert into ledger_event select 600, sha256('x'), normaliser_version, recorded_at, core_digest, delivery, leaf, body from ledger_event where seq = 0`,
    600,
    /counts 600 events only/,
  ],
  ['two events, swapped', swap, 41, /Event 41 .* differs: its leaf bears the number 42/],
  [
    'a clear text',
    (sql) => sql`update clear_value set value = 'Another' where value = 'Title 41'`,
    41,
    /Event 41 .* the clear text of its field title/,
  ],
  ['the digest of a clear text', (sql) => sql`update clear_value set digest = 'x' where value = 'Title 41'`, 41, /Event 41 .* clear text/],
  ['an account name', (sql) => sql`update clear_value set value = 'eve' where value = 'ana-r'`, null, /account name kept for person:/],
  ['the head, gone', (sql) => sql`delete from ledger_head`, null, /no head/],
];
