import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import type { Window } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';

/** A collection of a source that was not read to the end of a period. */
export interface HoleRow {
  readonly source: string;
  readonly scope: string;
  readonly collection: string;
  readonly state: 'COMPLETE' | 'DENIED' | 'DIFFERS';
  /** How far it was read; null: never to an end. */
  readonly upTo: Instant | null;
}

/** How far everything was read that a report rests on; null: something of it was never read, or may not be. */
export type ReadUpTo = Instant | null;

export interface Asked {
  readonly ignores: readonly string[];
  /** The end of the period, or the moment asked about where that is earlier. */
  readonly until: Instant;
}

export async function readUpTo(sql: Sql, ignores: readonly string[]): Promise<ReadUpTo> {
  const [row] = await sql<{ upTo: Instant | null }[]>`
    select case when bool_and(state = 'COMPLETE' and up_to is not null) then min(up_to) end as "upTo" from (${relevant(sql, ignores)}) c`;
  return row?.upTo ?? null;
}

/** Whether later facts may change the figures of a window: it is not over, or what they rest on was not read to its end. */
export function isPartial({ to, isOver }: Window, upTo: ReadUpTo): boolean {
  return !isOver || upTo === null || upTo < to;
}

const MOST_HOLES = 200;

/**
 * Up to 200 collections with a hole before the end of a period, and how many there are. In a period that is not over, one
 * that was read within the last two hours has none: how far it was read is recorded hourly.
 */
export async function holesOf(sql: Sql, { ignores, until }: Asked, isOver: boolean): Promise<{ holes: readonly HoleRow[]; count: number }> {
  const bound = isOver ? sql`${until}::timestamptz` : sql`${until}::timestamptz - interval '2 hours'`;
  const rows = await sql<(HoleRow & { count: number })[]>`
    select source, scope, collection, state, up_to as "upTo", (count(*) over ())::int as count
    from (${relevant(sql, ignores)}) c
    where state <> 'COMPLETE' or up_to is null or up_to < ${bound}
    order by source, scope, collection
    limit ${MOST_HOLES}`;
  return { holes: rows.map(({ count: _, ...hole }) => hole), count: rows[0]?.count ?? 0 };
}

function relevant(sql: Sql, ignores: readonly string[]): Fragment {
  return sql`select source, scope, collection, state, up_to from coverage where collection <> all(${ignores as string[]}::text[])`;
}
