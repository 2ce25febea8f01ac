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
  return sql`case when ${given(sql)} is not null and ${sql(of)}.status = any(${RUNS}::text[]) then ${openedAt(sql, of)} + ${timeFor(sql, of)} end`;
}

function given(sql: Sql): Fragment {
  return sql`(select jsonb_object_agg(p.version, p.content #> '{gaps,due}') from policy_version p where p.content #> '{gaps,due}' is not null)`;
}

/** Where all policies give a severity the same time, it does not matter which one judged: to find that out takes 10 µs a gap. */
function timeFor(sql: Sql, of: 'g' | 'm'): Fragment {
  const agreed = sql`(
    select jsonb_object_agg(severity, least) from (
      select d.key as severity, min(d.value) as least
      from policy_version p cross join lateral jsonb_each_text(p.content #> '{gaps,due}') d
      group by d.key
      having min(d.value) = max(d.value) and count(*) = (select count(*) from policy_version)) same)`;
  const judge = sql`(
    select j.policy from verdict j
    where j.rule = ${sql(of)}.rule and j.subject = ${sql(of)}.subject and j.answer = 'GAP'
    order by j.recorded_from desc
    limit 1)`;
  return sql`coalesce(${agreed} ->> ${sql(of)}.severity, ${given(sql)} -> ${judge} ->> ${sql(of)}.severity)::interval`;
}

/**
 * Its first opening since it was last resolved or withdrawn: taking an acknowledgement back, or the end of a waiver, gives no more time. The steps are
 * filtered within the aggregates: with the same words after `where`, Postgres walks the whole ledger for each gap (0.5 ms of 80,000 events).
 */
function openedAt(sql: Sql, of: 'g' | 'm'): Fragment {
  const steps = sql`from timeline_entry t where t.subject = 'gap:' || ${sql(of)}.rule || ':' || ${sql(of)}.subject`;
  const over = sql`(select max(t.seq) filter (where t.type in ('gap.resolved', 'gap.withdrawn')) ${steps})`;
  return sql`case when ${sql(of)}.openings <= 1 then ${sql(of)}."openedAt"
    else coalesce((select min(t.occurred_from) filter (where t.type in ('gap.opened', 'gap.reopened') and t.seq > ${over}) ${steps}), ${sql(of)}."openedAt") end`;
}

/** Of a gap `g`, by the judge's clock where the question is about the past. */
export function isOverdue(sql: Sql): Fragment {
  // No gap is due sooner than its first opening and its time: of most, more need not be looked at.
  const perhaps = sql`g.status = any(${OPEN}::text[]) and ${given(sql)} is not null and g."openedAt" + ${timeFor(sql, 'g')} < ${now(sql)}`;
  return sql`(coalesce(${perhaps}, false) and coalesce(${dueAt(sql, 'g')} < ${now(sql)}, false))`;
}

/** OVERDUE or NOT_YET of an open gap `m` with a time; else null. */
export function dueWord(sql: Sql): Fragment {
  return sql`case when m.status = any(${OPEN}::text[]) then case ${dueAt(sql, 'm')} < ${now(sql)} when true then 'OVERDUE' when false then 'NOT_YET' end end`;
}

function now(sql: Sql): Fragment {
  return presentOf(sql) === sql ? sql`clock_timestamp()` : sql`(select max(clock) from follow_cursor)`;
}
