import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { COUNTED, MOST } from './page.js';

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** The values of one property among all rows of a list that match, the most frequent first. */
export interface Facet<By extends string = string> {
  readonly by: By;
  readonly values: readonly FacetValue[];
  /** False where more than 10,000 rows match (then the first 10,000 are counted), or more than 200 values stand there. */
  readonly exact: boolean;
}

/** What is counted, and by what. */
export interface Counted<By extends string> {
  /** All rows that match, in list order; only the first 10,000 are counted. */
  readonly matching: Fragment;
  /** Each property as text over a row `m`, null where the row has none; or an array of texts of which each is counted. */
  readonly columns: Readonly<Record<By, Fragment>>;
}

/** Counts over all that matches, in one statement, in the order of `by`. A property that is asked for twice is answered once. */
export async function facetsOf<By extends string>(sql: Sql, { matching, columns }: Counted<By>, by: readonly By[]): Promise<Facet<By>[]> {
  const wanted = [...new Set(by)];
  if (wanted.length === 0) return [];
  const rows = await sql<{ by: By; value: string; count: number; cut: boolean }[]>`
    with m as materialized (select q.*, row_number() over () as nth from (${matching}) q limit ${COUNTED + 1})
    select f.by, f.value, count(*)::int as count, exists (select from m where nth > ${COUNTED}) as cut
    from m cross join lateral (${valuesOf(sql, columns, wanted)}) f
    where f.value is not null and m.nth <= ${COUNTED}
    group by f.by, f.value
    order by count desc, f.value`;
  return wanted.map((name) => {
    const own = rows.filter((row) => row.by === name);
    const values = own.slice(0, MOST).map(({ value, count }) => ({ value, count }));
    return { by: name, values, exact: own.length <= MOST && !own.some(({ cut }) => cut) };
  });
}

/** A row `(by, value)` for each property of a row `m`. */
function valuesOf<By extends string>(sql: Sql, columns: Readonly<Record<By, Fragment>>, wanted: readonly By[]): Fragment {
  return wanted
    .map((name) => sql`select ${name}::text as by, unnest(array[]::text[] || ${columns[name]}) as value`)
    .reduce((all, one) => sql`${all} union all ${one}`);
}
