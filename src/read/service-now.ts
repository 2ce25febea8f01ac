import type { Sql } from '../db/pool.js';
import { serviceJudged } from './gap-filter.js';

/** For each service its last started deployment to each environment, by environment; at most 200 of one service. */
export async function lastDeployments(sql: Sql, services: readonly string[]): Promise<Map<string, readonly string[]>> {
  const rows = await sql<{ service: string; deployments: readonly string[] }[]>`
    select service, (array_agg(deployment order by environment))[1:200] as deployments
    from (
      select distinct on (service, environment) service, environment, deployment
      from deployment_range
      where recorded_to is null and start_from is not null and service = any(${services as string[]})
      order by service, environment, start_from desc, deployment desc
    ) last
    group by service`;
  return new Map(rows.map((row) => [row.service, row.deployments]));
}

/** What gaps are counted by: the services of a service or team, or the environment of the deployment. */
export interface GapGroup {
  readonly group: string;
  readonly members: readonly string[];
}

/** How many gaps of each group are OPEN or ACKNOWLEDGED: of its deployments, of changes that are implemented by them, and of the services themselves. */
export async function openGaps(sql: Sql, by: 'service' | 'environment', groups: readonly GapGroup[]): Promise<Map<string, number>> {
  const pairs = groups.flatMap(({ group, members }) => members.map((member) => ({ group, member })));
  const [deployed, changed] = by === 'service' ? [sql`r.service`, sql`s.services`] : [sql`r.environment`, sql`s.environments`];
  const ofServices = sql`
      union all
      select g.rule, g.subject, ${serviceJudged(sql)} from gap g where g.unit like 'service:%' and g.status in ('OPEN', 'ACKNOWLEDGED')`;
  const rows = await sql<{ group: string; count: number }[]>`
    select w."group", count(distinct (g.rule, g.subject))::int as count
    from unnest(${pairs.map(({ group }) => group)}::text[], ${pairs.map(({ member }) => member)}::text[]) as w ("group", member)
    join (
      select g.rule, g.subject, ${deployed} as member
      from gap g join deployment_range r on r.deployment = g.unit and r.recorded_to is null
      where g.status in ('OPEN', 'ACKNOWLEDGED')
      union all
      select g.rule, g.subject, unnest(${changed})
      from gap g join change_state s on s.ticket = g.unit and s.recorded_to is null
      where g.status in ('OPEN', 'ACKNOWLEDGED')
      ${by === 'service' ? ofServices : sql``}
    ) g on g.member = w.member
    group by 1`;
  return new Map(rows.map((row) => [row.group, row.count]));
}
