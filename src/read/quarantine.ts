import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

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

/** One page of a source's quarantined records, oldest first. */
export async function quarantineOf(sql: Sql, source: string, input: PageInput): Promise<Page<QuarantineRow>> {
  const slice = sliceOf(input, 'quarantine', ['uuid', 'int']);
  const where = sql`source = ${source} and state = 'QUARANTINED'`;
  const [delivery, position] = (slice.from ?? ['00000000-0000-0000-0000-000000000000', -1]) as readonly [string, number];
  const query = sql`
    select delivery, position, kind, key, reason as error, field, settled_at as "settledAt"
    from inbox_record
    where ${where} and (delivery, position) > (${delivery}::uuid, ${position}::int)
    order by delivery, position
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<QuarantineRow>(sql, query, sql`p.delivery, p.position`);
  return pageOf({
    name: 'quarantine',
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.delivery, row.position],
    nodeOf: (row) => row,
    count: () => countOf(sql, sql`select from inbox_record where ${where}`),
  });
}
