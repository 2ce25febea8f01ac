import { microsOf } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { dueAt } from './gap-due.js';
import type { GapRow } from './gap-rows.js';
import type { Key, KeyKind } from './page.js';

/** The latest changed first; the latest opened first, pending ones before all; the gravest first, or the soonest due, then the latest changed. */
export type GapOrder = 'CHANGED' | 'OPENED' | 'SEVERITY' | 'DUE';

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
const NEVER = Number.MIN_SAFE_INTEGER;

export function orderingOf(order: GapOrder): Ordering {
  return {
    name: order === 'CHANGED' ? 'gaps' : `gaps by ${order}`,
    kinds: ['int', 'maybeTime', 'text', 'text'],
    keyOf: (gap) => [weightOf(gap, order), order === 'OPENED' ? gap.openedAt : gap.changedAt, gap.rule, gap.subject],
    beyond: (sql, from) => {
      if (from === null) return sql`true`;
      const [weight, time, rule, subject] = from;
      return sql`(${weightIn(sql, order, 'g')}, ${timeOf(sql, order, 'g')}, g.rule, g.subject)
        < (${Number(weight)}::bigint, coalesce(${time as string | null}::timestamptz, 'infinity'), ${String(rule)}, ${String(subject)})`;
    },
    by: (sql, of) => {
      const alias = sql`${sql(of)}`;
      return sql`${weightIn(sql, order, of)} desc, ${timeOf(sql, order, of)} desc, ${alias}.rule desc, ${alias}.subject desc`;
    },
  };
}

/** The heavier first: the graver, or the sooner due; after all others those that are due at no time. */
function weightOf({ severity, dueAt }: GapRow, order: GapOrder): number {
  if (order === 'SEVERITY') return GRAVITY.indexOf(severity) + 1;
  if (order !== 'DUE') return 0;
  return dueAt === null ? NEVER : -microsOf(dueAt);
}

function weightIn(sql: Sql, order: GapOrder, of: 'g' | 'p'): Fragment {
  if (order === 'SEVERITY') return sql`coalesce(array_position(${GRAVITY}::text[], ${sql(of)}.severity), 0)::bigint`;
  if (order !== 'DUE') return sql`0::bigint`;
  return sql`coalesce(-(extract(epoch from ${of === 'g' ? dueAt(sql, 'g') : sql`p."dueAt"`}) * 1000000)::bigint, ${NEVER}::bigint)`;
}

function timeOf(sql: Sql, order: GapOrder, of: 'g' | 'p'): Fragment {
  return order === 'OPENED' ? sql`coalesce(${sql(of)}."openedAt", 'infinity')` : sql`${sql(of)}."changedAt"`;
}
