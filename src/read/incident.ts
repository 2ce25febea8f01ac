import type { Instant, Interval } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { policyInForce } from './change-content.js';
import { interval } from './deployment.js';
import type { Fragment } from './fragment.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { bounded, inOrder } from './timeline-filter.js';

/** An incident that a source told of, or a ticket of a type that policy calls one. */
export interface IncidentRow {
  /** `incident:…`, or the ref of the ticket. */
  readonly incident: string;
  readonly source: string;
  /** As people call it. */
  readonly number: string | null;
  readonly service: string | null;
  readonly environment: string | null;
  readonly severity: string | null;
  /** What its source says is broken. */
  readonly paths: readonly string[] | null;
  readonly reporter: string | null;
  readonly openedAt: Interval | null;
  readonly resolvedAt: Interval | null;
  /** Whether it is over, also where nobody says since when. */
  readonly resolved: boolean;
  /** The ticket, where it is one. */
  readonly ticket: string | null;
}

/** All that is given must hold; of a list, one of its values. */
export interface IncidentFilter {
  readonly sources?: readonly string[] | null;
  readonly numbers?: readonly string[] | null;
  readonly services?: readonly string[] | null;
  readonly severities?: readonly string[] | null;
  readonly openedFrom?: Instant | null;
  readonly openedTo?: Instant | null;
  readonly resolved?: boolean | null;
}

type Row = Omit<IncidentRow, 'openedAt' | 'resolvedAt'> & Record<'openedFrom' | 'openedTo' | 'resolvedFrom' | 'resolvedTo', Instant | null>;

/** One page of incidents, the newest first; those without a time count as the newest. */
export async function incidents(sql: Sql, filter: IncidentFilter, input: PageInput): Promise<Page<IncidentRow>> {
  const slice = sliceOf(input, 'incidents', ['maybeTime', 'text']);
  const types = await incidentTypes(sql);
  const matching = sql`select i.* from (${allIncidents(sql, types)}) i where true ${conditionOf(sql, filter)}`;
  const [at, ref] = (slice.from ?? [null, null]) as readonly [string | null, string | null];
  const beyond =
    ref === null ? sql`true` : sql`(coalesce(i."openedFrom", 'infinity'), i.incident) < (${at ?? 'infinity'}::timestamptz, ${ref})`;
  const { asOf, rows } = await withAsOf<Row>(
    sql,
    sql`
      select i.* from (${matching}) i where ${beyond}
      order by coalesce(i."openedFrom", 'infinity') desc, i.incident desc
      limit ${slice.limit + 1}`,
    sql`coalesce(p."openedFrom", 'infinity') desc, p.incident desc`,
  );
  return pageOf({
    ...{ name: 'incidents', slice, rows, asOf },
    keyOf: (row) => [row.openedFrom, row.incident],
    nodeOf: rowOf,
    count: () => countOf(sql, matching),
  });
}

export async function incidentRows(sql: Sql, refs: readonly string[]): Promise<IncidentRow[]> {
  const types = await incidentTypes(sql);
  const rows = await sql<Row[]>`select i.* from (${allIncidents(sql, types)}) i where i.incident = any(${refs as string[]})`;
  return rows.map(rowOf);
}

function conditionOf(sql: Sql, { sources, numbers, services, severities, openedFrom, openedTo, resolved }: IncidentFilter): Fragment {
  for (const [name, list] of Object.entries({ sources, numbers, services, severities })) bounded(name, list);
  inOrder('opened', openedFrom, openedTo);
  return sql`
    ${sources ? sql`and i.source = any(${sources as string[]})` : sql``}
    ${numbers ? sql`and i.number = any(${numbers as string[]})` : sql``}
    ${services ? sql`and i.service = any(${services as string[]})` : sql``}
    ${severities ? sql`and i.severity = any(${severities as string[]})` : sql``}
    ${openedFrom ? sql`and i."openedFrom" >= ${openedFrom}::timestamptz` : sql``}
    ${openedTo ? sql`and i."openedFrom" < ${openedTo}::timestamptz` : sql``}
    ${typeof resolved === 'boolean' ? sql`and i.resolved = ${resolved}` : sql``}`;
}

type IncidentTypes = readonly (readonly [source: string, types: readonly string[]])[];

/** The types of tickets that are incidents, by source or `*`, as the policy in force says. */
export async function incidentTypes(sql: Sql): Promise<IncidentTypes> {
  return Object.entries((await policyInForce(sql))?.incidentTypes ?? {});
}

/** Every incident, and every ticket of a type that is one for its source, or for all. */
export function allIncidents(sql: Sql, named: IncidentTypes): Fragment {
  const own = named.map(([source]) => source).filter((source) => source !== '*');
  const pairs = named.flatMap(([source, types]) => types.map((type) => ({ source, type })));
  return sql`
    select incident, source, number, service, environment, severity, paths, reporter, opened_from as "openedFrom", opened_to as "openedTo",
      resolved_from as "resolvedFrom", resolved_to as "resolvedTo", resolved_seq is not null as resolved, null as ticket
    from incident
    where opened_seq is not null or resolved_seq is not null
    union all
    select t.ticket, t.source, nullif(s.key, ''), s.services[1], s.environments[1], null, null::text[], t.creator, t.created_from, t.created_to,
      null::timestamptz, null::timestamptz, s.stage = 'CLOSED', t.ticket
    from change_state s
    join ticket t on t.ticket = s.ticket and t.created_seq is not null
    join unnest(${pairs.map(({ source }) => source)}::text[], ${pairs.map(({ type }) => type)}::text[]) as p (source, type)
      on p.type in (s.issue_type, t.issue_type) and (p.source = s.source or (p.source = '*' and s.source <> all(${own})))
    where s.recorded_to is null`;
}

function rowOf({ openedFrom, openedTo, resolvedFrom, resolvedTo, ...row }: Row): IncidentRow {
  return { ...row, openedAt: interval(openedFrom, openedTo), resolvedAt: interval(resolvedFrom, resolvedTo) };
}
