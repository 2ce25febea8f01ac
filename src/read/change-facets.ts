import type { Sql } from '../db/pool.js';
import { STANDING } from './change-filter.js';
import type { Fragment } from './fragment.js';
import { allGaps } from './gap-rows.js';

/** What the record of a change `m` says, as columns to count by; `rules` are given by `withRules`. */
export function recordColumns(sql: Sql): Readonly<Record<'OUTCOME' | 'CLASS' | 'RULE', Fragment>> {
  const of = (column: Fragment) => sql`(select ${column} from change_record r where r.change = m.ticket and r.recorded_to is null)`;
  return { OUTCOME: of(sql`r.outcome`), CLASS: of(sql`r.change_class`), RULE: sql`m.rules` };
}

/** Changes in their order, each with the rules of its gaps that are not over. */
export function withRules(sql: Sql, changes: Fragment): Fragment {
  return sql`
    with standing as materialized (
      select substring(g.subject from 'ticket:[^ ]+$') as ticket, array_agg(distinct g.rule) as rules
      from (${allGaps(sql)}) g
      where g.status = any(${STANDING as string[]})
      group by 1)
    select q.*, s.rules from (${changes}) q left join standing s on s.ticket = q.ticket`;
}
