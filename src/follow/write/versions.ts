import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { sent, together } from '../../db/together.js';

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

interface Now {
  readonly tx: Transaction;
  readonly at: Instant;
}

export interface Replaced {
  readonly begun: readonly Row[];
  readonly ended: readonly Row[];
}

/** Reads the current rows of the named subjects, and does what `replace` does. */
export async function replaceCurrent(
  now: Now,
  versioned: Versioned,
  subjects: readonly string[],
  wanted: readonly Row[] | Promise<readonly Row[]>,
): Promise<Replaced> {
  const [current, rows] = await together([currentRows(now.tx, versioned, subjects), wanted]);
  return replace(now, versioned, current, rows);
}

/**
 * Makes `wanted` the current rows of the subjects whose current rows these are from `at` on: rows that differ or are gone are closed
 * at `at`, new ones begin there; what is the same stays untouched. The statements are sent, and not waited for. Answers the rows that began
 * and those that ended.
 */
export function replace({ tx, at }: Now, versioned: Versioned, current: readonly Row[], wanted: readonly Row[]): Replaced {
  const { begun, ended } = differing(versioned, current, wanted);
  // A row that began at the same moment never stood: it is removed.
  const [never, stood] = [ended.filter((row) => row['recorded_from'] === at), ended.filter((row) => row['recorded_from'] !== at)];
  const { table } = versioned;
  const statements = [
    ...standing(tx, versioned, never, (rows) => [`delete from ${table} ${rows}`]),
    ...standing(tx, versioned, stood, (rows) => [`update ${table} set recorded_to = $2::timestamptz ${rows}`, at]),
    ...(begun.length > 0 ? [insertion({ tx, at }, versioned, JSON.stringify(begun))] : []),
  ];
  statements.forEach(sent);
  return { begun, ended };
}

export async function currentRows(
  tx: Transaction,
  { table, key, columns, by }: Versioned,
  subjects: readonly string[],
): Promise<readonly Row[]> {
  if (subjects.length === 0) return [];
  const names = [...key, ...Object.keys(columns)].join(', ');
  const text = `select ${names}, recorded_from from ${table} where ${by} = any($1) and recorded_to is null`;
  return tx.unsafe<Record<string, unknown>[]>(text, [subjects as string[]], { prepare: true });
}

/** A statement over rows that stand, each sought by the key of its table: joined, a plan made over an empty table reads all of it. */
function standing(
  tx: Transaction,
  { table, key }: Versioned,
  rows: readonly Row[],
  statement: (rows: string) => readonly [string, ...string[]],
): readonly Promise<unknown>[] {
  if (rows.length === 0) return [];
  const names = [...key, 'recorded_from'];
  const shape = [...key.map((name) => `${name} text`), 'recorded_from timestamptz'].join(', ');
  const match = names.map((name) => `t.${name} = row.${name}`).join(' and ');
  const [text, ...others] = statement(`
    where ctid = any(array(
      select old.ctid from json_to_recordset($1::text::json) as row (${shape})
      cross join lateral (select t.ctid from ${table} t where ${match} and t.recorded_to is null limit 1) old))`);
  const keys = JSON.stringify(rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name]]))));
  return [tx.unsafe(text, [keys, ...others], { prepare: true })];
}

/** Writes rows (a JSON array of them) that stand from now on. */
export function insertion({ tx, at }: Now, { table, key, columns }: Versioned, rows: string): Promise<unknown> {
  const names = [...key, ...Object.keys(columns)].join(', ');
  const shape = [...key.map((name) => `${name} text`), ...Object.entries(columns).map(([name, type]) => `${name} ${type}`)].join(', ');
  return tx.unsafe(
    `insert into ${table} (${names}, recorded_from) select ${names}, $2::timestamptz from json_to_recordset($1::text::json) as row (${shape})`,
    [rows, at],
    { prepare: true },
  );
}

/** Rows that stand and are wanted otherwise or not at all, and rows that are wanted and do not stand so. */
function differing({ key, columns }: Versioned, current: readonly Row[], wanted: readonly Row[]): Replaced {
  const before = new Map(current.map((row) => [keyOf(key, row), row]));
  // `cause` says how a row came to be and is no difference in itself.
  const compared = Object.keys(columns).filter((name) => name !== 'cause');
  const kept = new Set<Row>();
  const begun = wanted.filter((row) => {
    const stood = before.get(keyOf(key, row));
    const isSame = stood !== undefined && compared.every((name) => equal(stood[name], row[name]));
    if (isSame) kept.add(stood);
    return !isSame;
  });
  return { begun, ended: current.filter((row) => !kept.has(row)) };
}

function keyOf(key: readonly string[], row: Row): string {
  let text = String(row[key[0] ?? '']);
  for (let nth = 1; nth < key.length; nth++) text += ` ${String(row[key[nth] ?? ''])}`;
  return text;
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
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
