import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { presentOf } from './known-at.js';

/** While a gap is one of these, the time to put it right runs, or ran before somebody gave his word about it. */
const RUNS = ['OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED'];
const OPEN = ['OPEN', 'ACKNOWLEDGED'];

/**
 * By when a gap, under the names of `GapRow`, is to be put right: its opening and what `gaps.due` of the policy that judged it gives its severity. Null
 * where that gives nothing. What all policies give is read once a statement, and where that is nothing, nothing else is read.
 */
export function dueAt(sql: Sql, of: 'g' | 'm'): Fragment {
  const given = sql`(select jsonb_object_agg(p.version, p.content #> '{gaps,due}') from policy_version p where p.content #> '{gaps,due}' is not null)`;
  const judge = sql`(
    select j.policy from verdict j
    where j.rule = ${sql(of)}.rule and j.subject = ${sql(of)}.subject and j.answer = 'GAP'
    order by j.recorded_from desc
    limit 1)`;
  return sql`case when ${given} is not null and ${sql(of)}.status = any(${RUNS}::text[])
    then ${openedAt(sql, of)} + (${given} -> ${judge} ->> ${sql(of)}.severity)::interval end`;
}

/** Its first opening since it was last resolved or withdrawn: taking an acknowledgement back, or the end of a waiver, gives no more time. */
function openedAt(sql: Sql, of: 'g' | 'm'): Fragment {
  const steps = sql`from timeline_entry t where t.subject = 'gap:' || ${sql(of)}.rule || ':' || ${sql(of)}.subject`;
  const over = sql`(select max(t.seq) ${steps} and t.type in ('gap.resolved', 'gap.withdrawn'))`;
  return sql`case when ${sql(of)}.openings <= 1 then ${sql(of)}."openedAt"
    else coalesce((select min(t.occurred_from) ${steps} and t.type in ('gap.opened', 'gap.reopened') and t.seq > ${over}), ${sql(of)}."openedAt") end`;
}

/** Of a gap `g`, by the judge's clock where the question is about the past. */
export function isOverdue(sql: Sql): Fragment {
  return sql`coalesce(g.status = any(${OPEN}::text[]) and ${dueAt(sql, 'g')} < ${now(sql)}, false)`;
}

/** OVERDUE or NOT_YET of an open gap `m` with a time; else null. */
export function dueWord(sql: Sql): Fragment {
  return sql`case when m.status = any(${OPEN}::text[]) then case ${dueAt(sql, 'm')} < ${now(sql)} when true then 'OVERDUE' when false then 'NOT_YET' end end`;
}

function now(sql: Sql): Fragment {
  return presentOf(sql) === sql ? sql`clock_timestamp()` : sql`(select max(clock) from follow_cursor)`;
}
