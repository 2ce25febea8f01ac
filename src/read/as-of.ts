import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { COUNTED, type Count } from './page.js';

/** -1: nothing was followed yet. Inside a statement it is read from the same snapshot as the rows beside it. */
export function asOfColumn(sql: Sql) {
  return sql`(select coalesce(max(seq), -1) from follow_cursor) as as_of`;
}

/**
 * The rows of `page` and the ledger position that they were read at, from one snapshot: a subscription that starts
 * there misses nothing and repeats nothing.
 */
export async function withAsOf<Row>(sql: Sql, page: Fragment, order: Fragment): Promise<{ asOf: number; rows: Row[] }> {
  const found = await sql<({ as_of: number; present: boolean | null } & Row)[]>`
    select c.as_of, p.*
    from (select ${asOfColumn(sql)}) c
    left join lateral (select true as present, q.* from (${page}) q) p on true
    order by ${order}`;
  const asOf = found[0]?.as_of ?? -1;
  return { asOf: Number(asOf), rows: found.filter((row) => row.present === true) };
}

/** Counts the rows of `matching` up to 10,000, then says that it is a lower bound. */
export async function countOf(sql: Sql, matching: Fragment): Promise<Count> {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from (${matching} limit ${COUNTED + 1}) m`;
  const n = row?.n ?? 0;
  return { value: Math.min(n, COUNTED), exact: n <= COUNTED };
}
