import { demand, tokenColumns, type Token, type Viewer } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

/** One page of tokens, newest first. Throws FORBIDDEN for anyone but an administrator. */
export async function tokens(sql: Sql, viewer: Viewer, input: PageInput): Promise<Page<Token>> {
  demand(viewer, 'administrator', 'list tokens');
  const slice = sliceOf(input, 'tokens', ['time', 'uuid']);
  const [at, id] = (slice.from ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']) as readonly [string, string];
  const query = sql`
    select ${tokenColumns(sql)}
    from access_token
    where (created_at, id) < (${at}::timestamptz, ${id}::uuid)
    order by created_at desc, id desc
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Token>(sql, query, sql`p."createdAt" desc, p.id desc`);
  const count = () => countOf(sql, sql`select from access_token`);
  return pageOf({ name: 'tokens', slice, rows, asOf, keyOf: (row) => [row.createdAt, row.id], nodeOf: (row) => row, count });
}
