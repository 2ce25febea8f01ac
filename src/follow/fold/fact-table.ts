import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../db/pool.js';
import { laterWins, type Row, Rows, upsertKeeping } from './rows.js';

/** A read table with one row a thing, which several events fill together; its columns with their types. */
interface FactTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, string>>;
}

/** FILL: what stands stays, and holes are filled. REPLACE: what comes now stands, where it says anything. */
export type Word = 'FILL' | 'REPLACE';

/** The rows of one transaction for such a table; what a row leaves out is null. */
export class FactRows {
  readonly #of: FactTable;
  readonly #filling = new Rows();
  readonly #replacing = new Rows(laterWins);

  constructor(table: PgTable) {
    this.#of = shapeOf(table);
  }

  put(row: Row, word: Word): void {
    const whole = Object.fromEntries(Object.keys(this.#of.columns).map((name) => [name, row[name] ?? null]));
    (word === 'FILL' ? this.#filling : this.#replacing).put(this.#of.key.map((name) => String(row[name])).join(' '), whole);
  }

  write(tx: Transaction, until: number): void {
    const { table, key, columns } = this.#of;
    const kept = { changing: { table, as: 't', key, hasSeq: 'seq' in columns }, until };
    upsertKeeping(tx, this.#filling, statement(this.#of, 'FILL'), kept);
    upsertKeeping(tx, this.#replacing, statement(this.#of, 'REPLACE'), kept);
  }
}

// A fold is made for every append transaction, and its tables never change.
const shapes = new Map<PgTable, FactTable>();

function shapeOf(of: PgTable): FactTable {
  const known = shapes.get(of);
  if (known) return known;
  const { name: table, columns, primaryKeys } = getTableConfig(of);
  const key = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const shape = {
    table,
    key: key.map(({ name }) => name),
    columns: Object.fromEntries(columns.map((one) => [one.name, one.getSQLType()])),
  };
  shapes.set(of, shape);
  return shape;
}

/** The number of the event with which a row began stays. */
function statement({ table, key, columns }: FactTable, word: Word): string {
  const names = Object.keys(columns);
  const changing = names.filter((name) => !key.includes(name) && name !== 'seq');
  const set = changing.map((name) =>
    word === 'FILL' ? `${name} = coalesce(t.${name}, excluded.${name})` : `${name} = coalesce(excluded.${name}, t.${name})`,
  );
  return `
    insert into ${table} as t (${names.join(', ')})
    select ${names.join(', ')}
    from json_to_recordset($1::text::json) as row (${names.map((name) => `${name} ${columns[name]}`).join(', ')})
    on conflict (${key.join(', ')}) do ${set.length === 0 ? 'nothing' : `update set ${set.join(', ')}`}`;
}
