import type { Json } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Reading } from './reading.js';
import { Rows, upsert } from './rows.js';

const PERMISSION = `
  insert into permission as p (source, scope, collection, permission, denied, seq)
  select source, scope, collection, permission, denied, seq
  from json_to_recordset($1::text::json) as row (source text, scope text, collection text, permission text, denied text, seq bigint)
  on conflict (scope, collection, source) do update set
    permission = excluded.permission, denied = excluded.denied, seq = excluded.seq`;

/** What the tokens may read: the last finding stands. */
export class PermissionFold {
  readonly #rows = new Rows((_, after) => after);

  observed(reading: Reading): void {
    const [source, scope] = [reading.text('source'), reading.text('scope')];
    if (!source || !scope) return;
    for (const [collection, found] of collectionsOf(reading)) {
      const { permission, denied } = found;
      const row = { source, scope, collection, permission: textOf(permission) ?? '', denied: textOf(denied), seq: reading.seq };
      this.#rows.put(`${source} ${scope} ${collection}`, row);
    }
  }

  write(tx: Transaction): void {
    upsert(tx, this.#rows, PERMISSION);
  }
}

/** By collection, what it takes and why it is denied. */
export function collectionsOf(reading: Reading): readonly (readonly [string, { readonly [key: string]: Json }])[] {
  return Object.entries(objectOf(reading.value('collections'))).map(([collection, found]) => [collection, objectOf(found)]);
}

function objectOf(value: Json | undefined): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: Json }) : {};
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
