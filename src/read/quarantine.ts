import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

/** A record that could not be understood, with what to do; it waits for a fix and a replay. */
export interface QuarantineRow {
  readonly delivery: string;
  readonly position: number;
  readonly kind: string;
  readonly key: string;
  readonly error: string;
  readonly field: string | null;
  readonly settledAt: Instant;
}

/** For each source one page of its quarantined records, oldest first. */
export function quarantineOf(sql: Sql, sources: readonly string[], input: PageInput): Promise<Page<QuarantineRow>[]> {
  const matching = sql`
    select delivery, position, kind, key, reason as error, field, settled_at as "settledAt"
    from inbox_record
    where source = w.source and state = 'QUARANTINED'`;
  return pagesOf<QuarantineRow, QuarantineRow>(
    sql,
    {
      name: 'quarantine',
      kinds: ['uuid', 'int'],
      parents: sql`unnest(${sources as string[]}::text[])`,
      columns: sql`source`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and (delivery, position) > (${String(from?.[0] ?? FIRST)}::uuid, ${Number(from?.[1] ?? -1)}::int)
        order by delivery, position
        limit ${limit + 1}`,
      order: sql`p.delivery, p.position`,
      keyOf: (row) => [row.delivery, row.position],
      nodeOf: (row) => row,
    },
    input,
  );
}

const FIRST = '00000000-0000-0000-0000-000000000000';
