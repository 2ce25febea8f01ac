import type { Sql } from '../db/pool.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

export interface LinkRow {
  readonly toRef: string;
  readonly method: string;
  readonly place: string;
}
type Row = Omit<LinkRow, 'place'> & { readonly where: string };

type LinkKind = 'pull_request' | 'release';

/** For each thing one page of what it is linked to now, of one kind, in order of ref; of several links the first method. */
export function linksOf(sql: Sql, kind: LinkKind, from: readonly string[], input: PageInput): Promise<Page<LinkRow>[]> {
  const where = sql`from_ref = w.ref and to_ref like ${`${kind.replace('_', '\\_')}:%`} and recorded_to is null`;
  return pagesOf<Row, LinkRow>(
    sql,
    {
      name: kind,
      kinds: ['text'],
      parents: sql`unnest(${from as string[]}::text[])`,
      columns: sql`ref`,
      matching: sql`select distinct to_ref from link where ${where}`,
      rows: (slice) => sql`
        select distinct on (to_ref) to_ref as "toRef", method, place as "where"
        from link
        where ${where} and to_ref > ${String(slice.from?.[0] ?? '')}
        order by to_ref, method
        limit ${slice.limit + 1}`,
      order: sql`p."toRef"`,
      keyOf: (row) => [row.toRef],
      nodeOf: ({ toRef, method, where: place }) => ({ toRef, method, place }),
    },
    input,
  );
}
