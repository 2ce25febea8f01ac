import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';

export type Row = Readonly<Record<string, unknown>>;

/** A table whose rows stand from one recorded moment to another. */
export interface Versioned {
  readonly table: string;
  /** What names a row, beside its version; text columns. */
  readonly key: readonly string[];
  /** All other columns but recorded_from and recorded_to, with their SQL types. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that name the subject by which current rows are looked up. */
  readonly by: string;
}

/**
 * Makes `wanted` the current rows of the named subjects from `at` on: rows that differ or are gone are closed at `at`,
 * new ones begin there; what is the same stays untouched. Answers the rows that began and those that ended.
 */
export async function replaceCurrent(
  { tx, at }: { readonly tx: Transaction; readonly at: Instant },
  versioned: Versioned,
  subjects: readonly string[],
  wanted: readonly Row[] | Promise<readonly Row[]>,
): Promise<{ readonly begun: readonly Row[]; readonly ended: readonly Row[] }> {
  const [current, rows] = await together([currentRows(tx, versioned, subjects), wanted]);
  const before = new Map(current.map((row) => [keyOf(versioned, row), row]));
  const after = new Map(rows.map((row) => [keyOf(versioned, row), row]));
  const ended = current.filter((row) => !same(versioned, row, after.get(keyOf(versioned, row))));
  const begun = rows.filter((row) => !same(versioned, row, before.get(keyOf(versioned, row))));
  await together([...close(tx, versioned, ended, at), ...begin(tx, versioned, begun, at)]);
  return { begun, ended };
}

async function currentRows(tx: Transaction, { table, key, columns, by }: Versioned, subjects: readonly string[]): Promise<readonly Row[]> {
  const names = [...key, ...Object.keys(columns)].join(', ');
  return tx.unsafe<Record<string, unknown>[]>(
    `select ${names} from ${table} where ${by} = any($1) and recorded_to is null`,
    [subjects as string[]],
    {
      prepare: true,
    },
  );
}

/** A row that began at the same moment never stood: it is removed. */
function close(tx: Transaction, { table, key }: Versioned, rows: readonly Row[], at: Instant): readonly Promise<unknown>[] {
  if (rows.length === 0) return [];
  const keys = JSON.stringify(rows.map((row) => Object.fromEntries(key.map((name) => [name, row[name]]))));
  const shape = key.map((name) => `${name} text`).join(', ');
  const match = key.map((name) => `old.${name} = row.${name}`).join(' and ');
  const from = `json_to_recordset($1::text::json) as row (${shape}) where ${match} and old.recorded_to is null`;
  return [
    tx.unsafe(`delete from ${table} as old using ${from} and old.recorded_from = $2::timestamptz`, [keys, at], { prepare: true }),
    tx.unsafe(`update ${table} as old set recorded_to = $2::timestamptz from ${from}`, [keys, at], { prepare: true }),
  ];
}

function begin(tx: Transaction, { table, key, columns }: Versioned, rows: readonly Row[], at: Instant): readonly Promise<unknown>[] {
  if (rows.length === 0) return [];
  const names = [...key, ...Object.keys(columns)].join(', ');
  const shape = [...key.map((name) => `${name} text`), ...Object.entries(columns).map(([name, type]) => `${name} ${type}`)].join(', ');
  return [
    tx.unsafe(
      `insert into ${table} (${names}, recorded_from) select ${names}, $2::timestamptz from json_to_recordset($1::text::json) as row (${shape})`,
      [JSON.stringify(rows), at],
      { prepare: true },
    ),
  ];
}

function keyOf({ key }: Versioned, row: Row): string {
  return key.map((name) => String(row[name])).join(' ');
}

/** `cause` says how a row came to be and is no difference in itself. */
function same({ key, columns }: Versioned, a: Row, b: Row | undefined): boolean {
  if (!b) return false;
  return [...key, ...Object.keys(columns)].every((name) => name === 'cause' || equal(a[name], b[name]));
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, nth) => equal(item, b[nth]));
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => equal(a[name], b[name]));
  }
  return false;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
