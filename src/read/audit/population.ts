import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import type { Fragment } from '../fragment.js';

/** An implementation that started in a period, as the tables have it. */
export interface FoundUnit {
  /** Null: carried out by hand. */
  readonly deployment: string | null;
  readonly change: string | null;
  readonly key: string | null;
  readonly source: string;
  readonly repository: string | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly startedAt: Instant;
  readonly isEmergency: boolean;
  readonly risk: string;
  readonly services: number;
  readonly commits: number;
  readonly sha: string | null;
  readonly artifacts: readonly string[];
  /** The pull requests through which the deployment carries the change. */
  readonly through: readonly string[];
  /** `content STATE` of the record of the change. */
  readonly contents: readonly string[];
  /** `[{ rule, subject, at, sentence }]` */
  readonly deadlines: readonly { readonly rule: string; readonly subject: string; readonly at: Instant; readonly sentence: string }[];
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The implementations that started in [from, to): each (production deployment, change) that it carries, each deployment
 * without a change, and each change that was carried out by hand. A redeployment, rollback or mere report is none
 * (`docs/audit.md`). Adjacent spans add up exactly: each has one start.
 */
export async function unitsStarted(sql: Sql, span: Span): Promise<readonly FoundUnit[]> {
  const rows = await sql<FoundUnit[]>`
    select u.deployment, u.change, s.key, u.source, u.repository, u.service, u.environment, u.started_at as "startedAt",
      coalesce(c.change_class = 'EMERGENCY', false) as "isEmergency", coalesce(c.risk, '') as risk,
      greatest(1, coalesce(cardinality(c.services), 1)) as services, u.commits, u.sha, u.artifacts, u.through,
      coalesce((select array_agg((x ->> 'content') || ' ' || (x ->> 'state') order by x ->> 'content') from jsonb_array_elements(c.contents) x), '{}') as contents,
      u.deadlines || coalesce(s.deadlines, '[]') as deadlines
    from (${deployed(sql, span)} union all ${byHand(sql, span)}) u
    left join change_state s on s.ticket = u.change and s.recorded_to is null
    left join change_record c on c.change = coalesce(u.change, u.deployment) and c.recorded_to is null
    order by coalesce(u.deployment, ''), coalesce(u.change, '')`;
  return rows;
}

const NONE = ['REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES'];

function deployed(sql: Sql, { from, to }: Span): Fragment {
  return sql`
    select r.deployment, l.change, d.source, d.repository, r.service, r.environment, r.start_from as started_at, d.sha,
      coalesce((select cardinality(x.commits) from deployment_change x
        where x.deployment = r.deployment and x.change = l.change and x.direction = 'CARRIES' and x.recorded_to is null), r.carries)::int as commits,
      coalesce((select array_agg(distinct b.artifact order by b.artifact) from deployment_build b
        where b.deployment = r.deployment and b.recorded_to is null), '{}') as artifacts,
      coalesce(l.through, '{}') as through, r.deadlines
    from deployment_range r
    join deployment d on d.deployment = r.deployment
    left join (
      select l.from_ref, l.to_ref as change, array_agg(distinct t.one) filter (where t.one is not null) as through
      from link l left join lateral unnest(l.through) t (one) on true
      where l.recorded_to is null and l.strength = 'CARRIED' and l.to_ref like 'ticket:%'
      group by l.from_ref, l.to_ref) l on l.from_ref = r.deployment
    where r.recorded_to is null and r.standing = 'PRODUCTION' and r.relation <> all(${NONE}::text[])
      and r.start_from >= ${from}::timestamptz and r.start_from < ${to}::timestamptz
      and (l.change is not null or r.deployment = any(r.own_changes))`;
}

function byHand(sql: Sql, { from, to }: Span): Fragment {
  return sql`
    select null::text as deployment, s.ticket as change, s.source, null::text as repository, s.services[1] as service,
      s.environments[1] as environment, s.started_from as started_at, null::text as sha, 0 as commits, '{}'::text[] as artifacts,
      '{}'::text[] as through, '[]'::jsonb as deadlines
    from change_state s
    where s.recorded_to is null and s.is_change and s.deployments = '{}'
      and s.started_from >= ${from}::timestamptz and s.started_from < ${to}::timestamptz`;
}

/** A deployment of which nobody said whether it was to production. */
export interface Placeless {
  readonly deployment: string;
  readonly service: string;
  readonly environment: string;
  readonly startedAt: Instant;
}

export async function placelessStarted(sql: Sql, { from, to }: Span): Promise<readonly Placeless[]> {
  return sql<Placeless[]>`
    select deployment, service, environment, start_from as "startedAt"
    from deployment_range
    where recorded_to is null and standing = 'UNKNOWN' and relation <> 'CORROBORATES'
      and start_from >= ${from}::timestamptz and start_from < ${to}::timestamptz
    order by deployment`;
}

/** Changes that nothing implemented at that moment, by ref: they belong to the period in which it lies. */
export async function withoutImplementation(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ ticket: string }[]>`
    select ticket from change_state
    where recorded_to is null and is_change and started_from is null and deployments = '{}' and stage <> 'CLOSED'
    order by ticket`;
  return rows.map(({ ticket }) => ticket);
}
