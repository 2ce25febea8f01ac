import type { Sql } from '../../db/pool.js';
import { withAsOf, countOf } from '../as-of.js';
import { changeRows, type ChangePage, facetColumns } from '../change.js';
import { changeStates } from '../change-state.js';
import { facetsOf } from '../facets.js';
import type { Fragment } from '../fragment.js';
import { pageOf, sliceOf, type PageInput } from '../page.js';
import { implemented } from './population.js';

/** The changes that these facts are about, by ref: of a deployment those that it implements. */
export async function changesBehind(sql: Sql, facts: Fragment, input: PageInput): Promise<ChangePage> {
  const slice = sliceOf(input, 'changes behind a figure', ['text']);
  const matching = sql`
    select distinct coalesce(i.change, b.subject) as change
    from (${facts}) b
    left join (${implemented(sql)}) i on b.subject like 'deployment:%' and i.deployment = b.subject
    where exists (select from change_record c where c.change = coalesce(i.change, b.subject) and c.recorded_to is null)`;
  const from = String(slice.from?.[0] ?? '');
  const page = sql`select change from (${matching}) m where change > ${from} order by change limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<{ change: string }>(sql, page, sql`p.change`);
  const found = new Map(
    (
      await changeRows(
        sql,
        rows.map(({ change }) => change),
      )
    ).map((row) => [row.change, row]),
  );
  const known = rows.flatMap(({ change }) => found.get(change) ?? []);
  const all = sql`select c.* from (${changeStates(sql)}) c where c.ticket in (${matching}) order by c.ticket`;
  const listed = pageOf({
    name: 'changes behind a figure',
    slice,
    rows: known,
    asOf,
    keyOf: ({ change }) => [change],
    nodeOf: (row) => row,
    count: () => countOf(sql, matching),
  });
  return { ...listed, facets: (by) => facetsOf(sql, { matching: all, columns: facetColumns(sql) }, by) };
}
