import type { Sql } from '../../../db/pool.js';
import type { Fragment } from '../../fragment.js';
import { carriedPulls, type Facts, type Ground, secondsBetween } from './fact.js';

function bringing({ sql, deployments }: Ground): Fragment {
  return sql`select q.* from (${deployments}) q where q.relation not in ('ROLLBACK', 'REDEPLOYMENT')`;
}

/** What stood there until a rollback, also where the same revision had been deployed once more. */
function takenOut(sql: Sql): Fragment {
  return sql`
    with recursive t as (
      select base from deployment_range where recorded_to is null and relation = 'ROLLBACK' and outcome = 'SUCCEEDED'
      union
      select d.base from t join deployment_range d on d.deployment = t.base and d.recorded_to is null and d.relation = 'REDEPLOYMENT')
    select base from t where base is not null`;
}

/** Of a deployment `q`: it failed, or the next one took it out again. */
function isBroken(sql: Sql): Fragment {
  return sql`(q.outcome = 'FAILED' or q.subject in (${takenOut(sql)}))`;
}

export const deployed: Facts = (ground) => ground.sql`
  select q.subject, null::text as k1, null::text as k2, v.says, null::float8 as seconds, q.start_from as at ${ground.lists}
  from (${bringing(ground)}) q
  cross join lateral (values
    (case when q.outcome = 'SUCCEEDED' then 'SUCCEEDED' end),
    (case when ${isBroken(ground.sql)} then 'BROKEN' when q.outcome = 'SUCCEEDED' then 'SOUND' else 'OPEN' end)
  ) v (says)
  where v.says is not null`;

export const leads: Facts = (ground) => {
  const { sql, lists } = ground;
  return sql`
    select q.subject, null::text as k1, null::text as k2, case when p.merged_from <= q.end_from then 'LEAD' else 'LEAD_UNKNOWN' end as says,
      case when p.merged_from <= q.end_from then ${secondsBetween(sql, sql`p.merged_from`, sql`q.end_from`)} end as seconds, q.start_from as at ${lists}
    from (${bringing(ground)}) q
    left join (${carriedPulls(sql)}) l on l.from_ref = q.subject
    left join pull_request p on p.pull_request = l.to_ref
    where q.outcome = 'SUCCEEDED' and (l.to_ref is not null or q.carries > 0)`;
};

export const recoveries: Facts = (ground) => {
  const { sql, lists } = ground;
  return sql`
    select q.subject, null::text as k1, null::text as k2, case when n.end_from is null then 'NOT_RECOVERED' else 'RECOVERY' end as says,
      ${secondsBetween(sql, sql`q.end_from`, sql`n.end_from`)} as seconds, q.start_from as at ${lists}
    from (${bringing(ground)}) q
    left join lateral (
      select r.end_from
      from deployment_range r
      where r.recorded_to is null and r.service = q.service and r.environment = q.environment and r.start_from > q.start_from
        and r.outcome = 'SUCCEEDED' and r.end_from >= q.end_from and r.relation <> 'CORROBORATES'
      order by r.start_from, r.end_from
      limit 1
    ) n on true
    where ${isBroken(sql)}`;
};
