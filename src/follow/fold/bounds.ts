import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import type { Row, Rows } from './rows.js';

interface Bounded {
  /** The column that names the ticket. */
  readonly of: string;
  // Tickets can be read where approvals may not: then nobody knows since when an approval is there.
  readonly collection: string;
  readonly isBounded: (row: Row) => boolean;
}

/** Notes until when rows about tickets were not there: up to the last complete reading of their kind. */
export async function setBounds(tx: Transaction, rows: Rows, { of, collection, isBounded }: Bounded): Promise<void> {
  const bounded = rows.all.filter(isBounded);
  const names = [...new Set(bounded.map((row) => String(row[of])))];
  if (names.length === 0) return;
  const readings = await tx<{ ticket: string; upTo: Instant | null }[]>`
    select t.name as ticket, max(c.up_to) as "upTo"
    from unnest(${names}::text[]) as t (name)
    join ticket_key k on k.ticket = t.name
    join coverage c on c.collection = ${collection}
      and c.scope = 'thing:' || split_part(t.name, ':', 2) || ':project:' || regexp_replace(k.key, '-.*$|[0-9]+$', '')
    group by 1`;
  const bounds = new Map(readings.map(({ ticket, upTo }) => [ticket, upTo]));
  for (const row of bounded) {
    const bound = bounds.get(String(row[of]));
    if (bound) rows.put(String(row['seq']), { bound_from: bound });
  }
}
