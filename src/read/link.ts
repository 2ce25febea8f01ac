import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

export interface LinkRow {
  readonly toRef: string;
  readonly method: string;
  readonly place: string;
}

/** One page of what a thing is linked to now, of one kind (`pull_request`, `release`), in order of ref; of several links the first method. */
export async function linksOf(sql: Sql, from: string, kind: 'pull_request' | 'release', input: PageInput): Promise<Page<LinkRow>> {
  const slice = sliceOf(input, kind, ['text']);
  const [after] = (slice.from ?? ['']) as readonly string[];
  const where = sql`from_ref = ${from} and to_ref like ${`${kind.replace('_', '\\_')}:%`} and recorded_to is null`;
  const query = sql`
    select distinct on (to_ref) to_ref as "toRef", method, place
    from link
    where ${where} and to_ref > ${after ?? ''}
    order by to_ref, method
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<LinkRow>(sql, query, sql`p."toRef"`);
  return pageOf({
    name: kind,
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.toRef],
    nodeOf: ({ toRef, method, place }) => ({ toRef, method, place }),
    count: () => countOf(sql, sql`select distinct to_ref from link where ${where}`),
  });
}
