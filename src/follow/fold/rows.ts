import type { Transaction } from '../../db/pool.js';

export type Row = Readonly<Record<string, unknown>>;
type Merge = (before: Row, after: Row) => Row;

/** Rows for one table, one for each key: an upsert may not touch a row twice. */
export class Rows {
  readonly #rows = new Map<string, Row>();
  readonly #merge: Merge;

  constructor(merge: Merge = fillHoles) {
    this.#merge = merge;
  }

  put(key: string, row: Row): void {
    const before = this.#rows.get(key);
    this.#rows.set(key, before ? this.#merge(before, row) : row);
  }

  get size(): number {
    return this.#rows.size;
  }
  get all(): readonly Row[] {
    return [...this.#rows.values()];
  }
}

/** The first value stays; a null is filled. */
function fillHoles(before: Row, after: Row): Row {
  return laterWins(after, before);
}

/** The later value replaces the earlier one; a null replaces nothing. */
export function laterWins(before: Row, after: Row): Row {
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(after)) {
    if (value !== null) merged[name] = value;
  }
  return merged;
}

/** Runs a statement that reads its rows from `json_to_recordset($1)`: one parameter, whatever the count. */
export async function upsert(tx: Transaction, rows: Rows, statement: string): Promise<void> {
  if (rows.size === 0) return;
  await tx.unsafe(statement, [JSON.stringify(rows.all)], { prepare: true });
}
