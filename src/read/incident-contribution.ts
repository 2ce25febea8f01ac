import { type Candidate, type Contribution, contributionsTo, type DeployedBefore, type NamedBy } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { withPaths } from './incident-paths.js';
import { allIncidents, type IncidentRow, incidentRows, incidentTypes } from './incident.js';

/** Of one incident at most so many are shown. */
const MOST = 50;
/** So long before an incident a deployment to its service may have contributed; without a service, one to any. */
const SERVICE_DAYS = 7;
const ANY_DAYS = 1;

/** The changes that could have contributed to each of these incidents, the likeliest first, at most 50 of one; in a fixed number of statements. */
export async function contributionsOf(sql: Sql, incidents: readonly string[]): Promise<ReadonlyMap<string, readonly Contribution[]>> {
  const rows = (await incidentRows(sql, incidents)).filter(({ openedAt }) => openedAt !== null);
  const named = await namedIn(sql, rows);
  const deployed = await withPaths(sql, rows, await deployedBefore(sql, rows, named));
  return new Map(
    rows.map((row) => {
      const own = candidatesOf(
        named.filter(({ incident }) => incident === row.incident),
        deployed.filter(({ incident }) => incident === row.incident),
      );
      const { service, environment } = row;
      const found = contributionsTo({ service, environment, opened: row.openedAt!.from }, own);
      return [row.incident, found.slice(0, MOST)];
    }),
  );
}

interface Named extends NamedBy {
  readonly incident: string;
  /** A ticket, or a deployment. */
  readonly change: string;
}

interface Deployed extends DeployedBefore {
  readonly incident: string;
  /** The ticket that it carries; without one, itself. */
  readonly change: string;
}

function candidatesOf(named: readonly Named[], deployed: readonly Deployed[]): readonly Candidate[] {
  const changes = [...new Set([...named, ...deployed].map(({ change }) => change))].sort();
  return changes.map((change) => ({
    change,
    named: named.filter((one) => one.change === change).map(({ how, seq }) => ({ how, seq: Number(seq) })),
    deployed: deployed.filter((one) => one.change === change),
  }));
}

function parentsOf(sql: Sql, rows: readonly IncidentRow[]): Fragment {
  return sql`
    unnest(
      ${rows.map(({ incident }) => incident)}::text[], ${rows.map(({ service }) => service ?? '')}::text[],
      ${rows.map(({ environment }) => environment ?? '')}::text[], ${rows.map(({ openedAt }) => openedAt?.from ?? '')}::text[]
    ) as w (incident, service, environment, opened)`;
}

/** What the incident names, in its words or by links: a thing stands for the deployments that carry it, and for their changes. */
async function namedIn(sql: Sql, rows: readonly IncidentRow[]): Promise<readonly Named[]> {
  return sql<Named[]>`
    with said as (
      select w.incident, c.cause as ref, 'CAUSE' as how, c.seq from ${parentsOf(sql, rows)} join incident_cause c on c.incident = w.incident
      union
      select w.incident, t.ticket, case when m.place = 'cause' then 'CAUSE' else 'MENTION' end, m.seq
      from ${parentsOf(sql, rows)}
      join ticket_mention m on m.from_ref = w.incident and m.retracted_seq is null
      left join ticket_key k on m.ticket = '' and k.key = m.key
      join ticket t on t.ticket = coalesce(nullif(m.ticket, ''), k.ticket) and t.created_seq is not null
      union
      select w.incident, case when l.ticket = w.incident then l.other else l.ticket end, 'LINK', l.seq
      from ${parentsOf(sql, rows)} join ticket_link l on l.ticket = w.incident or l.other = w.incident),
    thing as (
      select s.*, split_part(s.ref, ':', 4) as sha, 'repository:' || split_part(s.ref, ':', 2) || ':' || split_part(s.ref, ':', 3) as repository
      from said s),
    deployed as (
      select incident, ref as deployment, how, seq from thing where ref like 'deployment:%'
      union
      select t.incident, l.from_ref, t.how, t.seq from thing t join link l on l.to_ref = t.ref and l.recorded_to is null
      where t.ref like 'pull\\_request:%' or t.ref like 'release:%'
      union
      select t.incident, c.deployment, t.how, t.seq
      from thing t join deployment_commit c on c.repository = t.repository and c.sha = t.sha and c.direction = 'CARRIES' and c.recorded_to is null
      where t.ref like 'commit:%'
      union
      select t.incident, b.deployment, t.how, t.seq from thing t join deployment_build b on b.artifact = t.ref and b.recorded_to is null
      where t.ref like 'artifact:%')
    select incident, ref as change, how, seq from thing where ref like 'ticket:%'
    union
    select d.incident, coalesce(l.to_ref, d.deployment), d.how, d.seq
    from deployed d
    left join link l on l.from_ref = d.deployment and l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null
    order by 1, 2, 3, 4
    limit 5000`;
}

/** Production deployments before each incident: to its service, of late to any where it names none, and those that carry what it names. */
async function deployedBefore(sql: Sql, rows: readonly IncidentRow[], named: readonly Named[]): Promise<readonly Deployed[]> {
  return sql<Deployed[]>`
    with near as (
      select w.incident, r.deployment
      from ${parentsOf(sql, rows)}
      join deployment_range r on r.recorded_to is null and r.standing = 'PRODUCTION'
        and r.start_from <= w.opened::timestamptz
        and r.start_from > w.opened::timestamptz - case when w.service = '' then ${`${ANY_DAYS} days`}::interval else ${`${SERVICE_DAYS} days`}::interval end
        and (w.service = '' or r.service = w.service) and (w.environment = '' or r.environment = w.environment)
      union
      select n.incident, coalesce(l.from_ref, n.change)
      from unnest(${named.map(({ incident }) => incident)}::text[], ${named.map(({ change }) => change)}::text[]) as n (incident, change)
      left join link l on l.to_ref = n.change and l.strength = 'CARRIED' and l.recorded_to is null)
    select n.incident, coalesce(l.to_ref, r.deployment) as change, r.deployment, r.service, r.environment, r.start_from as start,
      (select min(o.start_from) from deployment_range o where o.base = r.deployment and o.takes_out > 0 and o.recorded_to is null) as "takenOutAt",
      null::boolean as "touchesPaths"
    from near n
    join deployment_range r on r.deployment = n.deployment and r.recorded_to is null
    left join link l on l.from_ref = r.deployment and l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null
    where r.standing = 'PRODUCTION' and r.start_from is not null and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES')
    order by n.incident, r.start_from desc, change
    limit 5000`;
}

/** How a change stands to an incident. */
export interface ChangeIncidentRow extends Contribution {
  readonly incident: string;
}

/** For each change the incidents to which it could have contributed, the newest first, at most 50: those that name it, and those soon after it was deployed to their service. */
export async function incidentsOfChanges(sql: Sql, changes: readonly string[]): Promise<ReadonlyMap<string, readonly ChangeIncidentRow[]>> {
  const types = await incidentTypes(sql);
  const pairs = await sql<{ change: string; incident: string }[]>`
    with incidents as (${allIncidents(sql, types)}),
    own as (
      select c.change, r.deployment, r.service, r.environment, r.start_from
      from unnest(${changes as string[]}::text[]) as c (change)
      left join link l on l.to_ref = c.change and l.strength = 'CARRIED' and l.recorded_to is null
      join deployment_range r on r.deployment = coalesce(l.from_ref, c.change) and r.recorded_to is null
      where r.standing = 'PRODUCTION' and r.start_from is not null)
    select change, incident
    from (
      select p.change, p.incident, row_number() over (partition by p.change order by i."openedFrom" desc, p.incident) as nth
      from (
        select o.change, i.incident
        from own o
        join incidents i on i."openedFrom" >= o.start_from
          and i."openedFrom" < o.start_from + case when i.service is null then ${`${ANY_DAYS} days`}::interval else ${`${SERVICE_DAYS} days`}::interval end
          and (i.service is null or i.service = o.service) and (i.environment is null or i.environment = o.environment)
        union
        select c.cause, c.incident from incident_cause c where c.cause = any(${changes as string[]})
        union
        select o.change, c.incident from own o join incident_cause c on c.cause = o.deployment
        union
        select case when l.ticket = any(${changes as string[]}) then l.ticket else l.other end, case when l.ticket = any(${changes as string[]}) then l.other else l.ticket end
        from ticket_link l where l.ticket = any(${changes as string[]}) or l.other = any(${changes as string[]})
        union
        select coalesce(nullif(m.ticket, ''), k.ticket), m.from_ref
        from ticket_mention m left join ticket_key k on m.ticket = '' and k.key = m.key
        where m.from_ref like 'incident:%' and m.retracted_seq is null and coalesce(nullif(m.ticket, ''), k.ticket) = any(${changes as string[]})
      ) p
      join incidents i on i.incident = p.incident
    ) n
    where nth <= ${MOST}
    order by change, nth`;
  const found = await contributionsOf(sql, [...new Set(pairs.map(({ incident }) => incident))]);
  const rows = new Map<string, ChangeIncidentRow[]>();
  for (const { change, incident } of pairs) {
    const own = found.get(incident)?.find((one) => one.change === change);
    if (own) rows.set(change, [...(rows.get(change) ?? []), { ...own, incident }]);
  }
  return rows;
}
