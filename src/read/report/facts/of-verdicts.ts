import type { Fragment } from '../../fragment.js';
import type { Facts, Ground } from './fact.js';

/** What was judged together, with when its implementation started: a deployment, or a change alone. */
function units({ sql, records, deployments, lists }: Ground): Fragment {
  return sql`
    select q.subject, q.start_from as at, q.services as own ${lists} from (${deployments}) q
    union all
    select q.subject, q.started_at, q.services ${lists} from (${records}) q where q.started_at is not null and q.kind = 'TICKET'`;
}

export const controlHealth: Facts = (ground) => ground.sql`
  select u.subject, v.rule as k1, null::text as k2, v.answer as says, null::float8 as seconds, u.at ${ground.handOn}
  from (${units(ground)}) u
  join verdict v on v.unit = u.subject and v.recorded_to is null`;

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
