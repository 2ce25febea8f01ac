import { type Facts, secondsBetween } from './fact.js';

export const deliveryPerformance: Facts = ({ sql, deployments, lists }) => {
  const bringing = sql`select q.* from (${deployments}) q where q.relation not in ('ROLLBACK', 'REDEPLOYMENT')`;
  const takenOut = sql`select base from deployment_range where recorded_to is null and relation = 'ROLLBACK'`;
  const isBroken = sql`(q.outcome = 'FAILED' or q.subject in (${takenOut}))`;
  const pulls = sql`
    select distinct from_ref, to_ref from link
    where recorded_to is null and strength = 'CARRIED' and to_ref like 'pull\\_request:%'`;
  const nothing = sql`null::text as k1, null::text as k2`;
  return sql`
    select q.subject, ${nothing}, v.says, null::float8 as seconds, q.start_from as at ${lists}
    from (${bringing}) q
    cross join lateral (values
      (case when q.outcome = 'SUCCEEDED' then 'SUCCEEDED' end),
      (case when ${isBroken} then 'BROKEN' when q.outcome = 'SUCCEEDED' then 'SOUND' else 'OPEN' end)
    ) v (says)
    where v.says is not null
    union all
    select q.subject, ${nothing}, case when p.merged_from <= q.end_from then 'LEAD' else 'LEAD_UNKNOWN' end,
      case when p.merged_from <= q.end_from then ${secondsBetween(sql, sql`p.merged_from`, sql`q.end_from`)} end, q.start_from ${lists}
    from (${bringing}) q
    left join (${pulls}) l on l.from_ref = q.subject
    left join pull_request p on p.pull_request = l.to_ref
    where q.outcome = 'SUCCEEDED' and (l.to_ref is not null or q.carries > 0)
    union all
    select q.subject, ${nothing}, case when n.end_from is null then 'NOT_RECOVERED' else 'RECOVERY' end,
      ${secondsBetween(sql, sql`q.end_from`, sql`n.end_from`)}, q.start_from ${lists}
    from (${bringing}) q
    left join lateral (
      select r.end_from
      from deployment_range r
      where r.recorded_to is null and r.service = q.service and r.environment = q.environment and r.start_from > q.start_from
        and r.outcome = 'SUCCEEDED' and r.end_from >= q.end_from and r.relation <> 'CORROBORATES'
      order by r.start_from, r.end_from
      limit 1
    ) n on true
    where ${isBroken}`;
};
