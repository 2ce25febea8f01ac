import type { Fragment } from '../../fragment.js';
import type { Facts, Ground } from './fact.js';

/** What was judged together, with when its implementation started: a deployment, or a change alone. */
function units({ sql, records, deployments, lists }: Ground): Fragment {
  return sql`
    select q.subject, q.start_from as at, q.services as own ${lists} from (${deployments}) q
    union all
    select q.subject, q.started_at, q.services ${lists} from (${records}) q where q.started_at is not null and q.kind = 'TICKET'`;
}

/** All answers of a unit as one fact, which says a line for each: units that are answered alike are counted before the lines are read. */
export const controlHealthTogether: Facts = (ground) => ground.sql`
  select u.subject, null::text as k1, null::text as k2, a.answers as says, null::float8 as seconds, u.at ${ground.handOn}
  from (${units(ground)}) u
  join unit_answer a on a.unit = u.subject and a.recorded_to is null`;

/** Of a relation `u` whose rows say a line for each verdict: a row for each, with the rule as `k1` and the answer as what it says. */
export function linesApart({ sql }: Ground, together: Fragment, others: Fragment): Fragment {
  return sql`
    select split_part(u.line, ' ', 1) as k1, split_part(u.line, ' ', 2) as says, ${others}
    from (select u.*, unnest(string_to_array(u.says, e'\\n')) as line from (${together}) u) u`;
}

export const controlHealth: Facts = (ground) =>
  linesApart(ground, controlHealthTogether(ground), ground.sql`u.subject, u.k2, u.seconds, u.at ${ground.handOn}`);

/** A gap counts for each service of its unit; where it has none, for none. */
export const recurringGaps: Facts = (ground) => ground.sql`
  select u.subject, v.rule as k1, s.service as k2, w.says, null::float8 as seconds, u.at ${ground.handOn}
  from (${units(ground)}) u
  join verdict v on v.unit = u.subject and v.recorded_to is null and v.answer in ('GAP', 'INDETERMINATE')
  left join gap g on v.answer = 'GAP' and g.rule = v.rule and g.subject = v.subject
  cross join lateral unnest(case when u.own = '{}' then array[null::text] else u.own end) s (service)
  cross join lateral (
    select v.answer
    union all
    select case g.status when 'WAIVED' then 'WAIVED' when 'REMEDIATED' then 'REMEDIATED' else 'OPEN' end where v.answer = 'GAP'
  ) w (says)`;
