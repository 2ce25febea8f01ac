import type { Sql } from '../db/pool.js';
import { asOfColumn } from './as-of.js';
import type { Fragment } from './fragment.js';
import { COUNTED, pageOf, sliceOf, type Count, type Key, type KeyKind, type Page, type PageInput, type Slice } from './page.js';

/** A list that each of many parents has, as SQL over one parent `w`. */
export interface ListOfEach<Row, T> {
  readonly name: string;
  readonly kinds: readonly KeyKind[];
  /** The parents, in order, as a relation to stand before `with ordinality`. */
  readonly parents: Fragment;
  /** The names of its columns. */
  readonly columns: Fragment;
  /** What belongs to `w`, at most 10,001 rows of which are counted. */
  readonly matching: Fragment;
  /** A page of it, at most `limit + 1` rows in list order. */
  readonly rows: (slice: Slice) => Fragment;
  /** List order over the columns of `p`. */
  readonly order: Fragment;
  readonly keyOf: (row: Row) => Key;
  readonly nodeOf: (row: Row) => T;
}

/** The same page of the list of each parent, in the order of parents: one statement for all, one more if anyone counts. */
export async function pagesOf<Row, T>(sql: Sql, list: ListOfEach<Row, T>, input: PageInput): Promise<Page<T>[]> {
  const slice = sliceOf(input, list.name, list.kinds);
  const found = await sql<({ asOf: number; place: number; present: boolean | null } & Row)[]>`
    select c.as_of as "asOf", w.place, p.*
    from (select ${asOfColumn(sql)}) c
    cross join ${list.parents} with ordinality as w (${list.columns}, place)
    left join lateral (select true as present, q.* from (${list.rows(slice)}) q) p on true
    order by w.place, ${list.order}`;
  const { name, keyOf, nodeOf } = list;
  const counts = countedOnce(sql, list);
  return byPlace(found).map((own, index) => {
    const rows = own.filter((row) => row.present === true);
    const count = async () => (await counts())[index] ?? NONE;
    return pageOf({ name, slice, rows, asOf: Number(own[0]?.asOf ?? -1), keyOf, nodeOf, count });
  });
}

const NONE: Count = { value: 0, exact: true };

function countedOnce<Row, T>(sql: Sql, { parents, columns, matching }: ListOfEach<Row, T>): () => Promise<Count[]> {
  const count = async () => {
    const rows = await sql<{ n: number }[]>`
      select n.n
      from ${parents} with ordinality as w (${columns}, place)
      cross join lateral (select count(*)::int as n from (${matching} limit ${COUNTED + 1}) m) n
      order by w.place`;
    return rows.map(({ n }) => ({ value: Math.min(n, COUNTED), exact: n <= COUNTED }));
  };
  let counted: Promise<Count[]> | undefined;
  return () => (counted ??= count());
}

/** Every parent has at least one row: it is joined from the left. */
function byPlace<Row extends { readonly place: number }>(rows: readonly Row[]): Row[][] {
  const lists: Row[][] = [];
  for (const row of rows) (lists[Number(row.place) - 1] ??= []).push(row);
  return lists;
}
