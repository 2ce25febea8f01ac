import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';

/** Of a column of deadlines, those that have not run out by the judge's clock, the earliest first. */
export function openDeadlines(sql: Sql, deadlines: Fragment): Fragment {
  return sql`coalesce((
    select jsonb_agg(x order by x ->> 'at', x ->> 'subject')
    from jsonb_array_elements(${deadlines}) x
    where (x ->> 'at')::timestamptz > (select max(clock) from follow_cursor)), '[]')`;
}
