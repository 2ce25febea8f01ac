import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import type { GapRow } from './gap-rows.js';
import type { Key, KeyKind } from './page.js';

/** The latest changed first; the latest opened first, pending ones before all; the gravest first, then the latest changed. */
export type GapOrder = 'CHANGED' | 'OPENED' | 'SEVERITY';

/** An order of gaps, with the place of a gap in it: all parts descending. */
export interface Ordering {
  /** Of the list: a cursor of one order is none of another. */
  readonly name: string;
  readonly kinds: readonly KeyKind[];
  readonly keyOf: (gap: GapRow) => Key;
  /** Beyond a place, over gaps `g`. */
  readonly beyond: (sql: Sql, from: Key | null) => Fragment;
  /** For `order by`, over the columns of `g` or `p`. */
  readonly by: (sql: Sql, of: 'g' | 'p') => Fragment;
}

const GRAVITY = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

export function orderingOf(order: GapOrder): Ordering {
  return {
    name: order === 'CHANGED' ? 'gaps' : `gaps by ${order}`,
    kinds: ['int', 'maybeTime', 'text', 'text'],
    keyOf: (gap) => [
      order === 'SEVERITY' ? GRAVITY.indexOf(gap.severity) + 1 : 0,
      order === 'OPENED' ? gap.openedAt : gap.changedAt,
      gap.rule,
      gap.subject,
    ],
    beyond: (sql, from) => {
      if (from === null) return sql`true`;
      const [gravity, time, rule, subject] = from;
      return sql`(${gravityOf(sql, order, 'g')}, ${timeOf(sql, order, 'g')}, g.rule, g.subject)
        < (${Number(gravity)}::int, coalesce(${time as string | null}::timestamptz, 'infinity'), ${String(rule)}, ${String(subject)})`;
    },
    by: (sql, of) => {
      const alias = sql`${sql(of)}`;
      return sql`${gravityOf(sql, order, of)} desc, ${timeOf(sql, order, of)} desc, ${alias}.rule desc, ${alias}.subject desc`;
    },
  };
}

function gravityOf(sql: Sql, order: GapOrder, of: 'g' | 'p'): Fragment {
  return sql`coalesce(array_position(${GRAVITY}::text[], ${sql(of)}.severity), 0) * ${order === 'SEVERITY' ? 1 : 0}::int`;
}

function timeOf(sql: Sql, order: GapOrder, of: 'g' | 'p'): Fragment {
  return order === 'OPENED' ? sql`coalesce(${sql(of)}."openedAt", 'infinity')` : sql`${sql(of)}."changedAt"`;
}
