import type { Sql } from '../../db/pool.js';
import type { Dimension } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';
import { asksForChanges, conditionOf, dimensionsOf, type ReportFilter } from './filter.js';

/** What facts are found among: both as relations whose rows bear the lists that a report may be grouped by. */
export interface Population {
  /** Every record of a change that the filter lets pass. */
  readonly records: Fragment;
  /** Every deployment to production that started, and speaks for itself. */
  readonly deployments: Fragment;
}

export function populationOf(sql: Sql, filter: ReportFilter, by: readonly Dimension[]): Population {
  // Without the fence Postgres would write the lists anew for every fact, and there are several of each row.
  const passed = (all: Fragment) =>
    sql`select q.* ${dimensionsOf(sql, by)} from (${all}) q where true ${conditionOf(sql, filter)} offset 0`;
  return { records: passed(allRecords(sql)), deployments: passed(allDeployments(sql, asksForChanges(filter, by))) };
}

function allRecords(sql: Sql): Fragment {
  return sql`
    select change as subject, kind, change_class, teams, services, environments, array[change_class] as change_types,
      array_remove(array[nullif(issue_type, '')], null) as ticket_types, array_remove(array[nullif(risk, '')], null) as risks,
      stage, outcome, outcome_from, outcome_at, delayed, created_at, approved_at, approved_undated, started_at, finished_at, closed_at, backed_out_at,
      stay_stages, stay_since, stay_until
    from change_record
    where recorded_to is null`;
}

/** Which changes a deployment implements, with a ticket or without. */
export function implemented(sql: Sql): Fragment {
  return sql`select unnest(deployments) as deployment, ticket as change from change_state where recorded_to is null and is_change`;
}

/** The team is that of the service in the policy in force. Only where it is asked for, what the changes of each say is looked up. */
function allDeployments(sql: Sql, withChanges: boolean): Fragment {
  const none = sql`'{}'::text[] as change_types, '{}'::text[] as ticket_types, '{}'::text[] as risks`;
  return sql`
    select r.deployment as subject, r.service, r.environment, r.outcome, r.relation, r.carries, r.start_from, r.end_from,
      array_remove(array[t.team], null) as teams, array[r.service] as services, array[r.environment] as environments,
      ${withChanges ? sql`coalesce(c.change_types, '{}') as change_types, coalesce(c.ticket_types, '{}') as ticket_types, coalesce(c.risks, '{}') as risks` : none}
    from deployment_range r
    left join (
      select s.key as service, s.value ->> 'team' as team
      from (select content from policy_version order by seq desc limit 1) p
      cross join lateral jsonb_each(p.content -> 'services') s
    ) t on t.service = r.service
    ${withChanges ? sql`left join (${ofChanges(sql)}) c on c.deployment = r.deployment` : sql``}
    where r.recorded_to is null and r.standing = 'PRODUCTION' and r.start_from is not null and r.relation <> 'CORROBORATES'`;
}

function ofChanges(sql: Sql): Fragment {
  return sql`
    select i.deployment, array_agg(distinct c.change_class) as change_types,
      array_agg(distinct c.issue_type) filter (where c.issue_type <> '') as ticket_types,
      array_agg(distinct c.risk) filter (where c.risk <> '') as risks
    from (${implemented(sql)}) i
    join change_record c on c.change = i.change and c.recorded_to is null
    group by i.deployment`;
}
