import type { Deadline, Instant, Interval } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { conditionOf, type DeploymentFilter } from './deployment-filter.js';
import { openDeadlines } from './deadlines.js';
import type { EnvironmentStanding, Outcome, Relation } from './deployment-words.js';
import { type Counted, type Facet, facetsOf } from './facets.js';
import type { Fragment } from './fragment.js';
import { teamsOf } from './gap-filter.js';
import { pageOf, sliceOf, type Page, type PageInput, type Slice } from './page.js';

/** What a deployment is and did, as far as the hub knows now. */
export interface DeploymentRow {
  readonly deployment: string;
  readonly source: string | null;
  readonly repository: string | null;
  readonly repositoryName: string | null;
  readonly service: string;
  readonly environment: string;
  readonly standing: EnvironmentStanding;
  readonly revision: string | null;
  readonly gitRef: string | null;
  readonly creator: string | null;
  readonly requestedAt: Interval | null;
  readonly start: Interval | null;
  readonly end: Interval | null;
  readonly outcome: Outcome;
  readonly relation: Relation;
  readonly base: string | null;
  readonly baseRevision: string | null;
  readonly carried: number;
  readonly takenOut: number;
  readonly undecided: readonly string[];
  /** Not run out. */
  readonly deadlines: readonly Deadline[];
}

interface Row extends Omit<DeploymentRow, 'requestedAt' | 'start' | 'end'> {
  readonly requestedFrom: Instant | null;
  readonly requestedTo: Instant | null;
  readonly startFrom: Instant | null;
  readonly startTo: Instant | null;
  readonly endFrom: Instant | null;
  readonly endTo: Instant | null;
}

export type DeploymentFacet = Facet<'SOURCE' | 'REPOSITORY' | 'SERVICE' | 'TEAM' | 'ENVIRONMENT' | 'STANDING' | 'OUTCOME' | 'RELATION'>;

export interface DeploymentPage extends Page<DeploymentRow> {
  readonly facets: (by: readonly DeploymentFacet['by'][]) => Promise<DeploymentFacet[]>;
}

/** One page of deployments: those that have not started, then the newest start first. */
export async function deployments(sql: Sql, filter: DeploymentFilter, input: PageInput): Promise<DeploymentPage> {
  const slice = sliceOf(input, 'deployments', ['maybeTime', 'text']);
  const where = conditionOf(sql, filter);
  const query = sql`
    select ${columns(sql)}
    from ${tables(sql)}
    where ${where} and ${beyond(sql, slice)}
    order by r.start_from desc nulls first, r.deployment desc
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Row>(sql, query, sql`p."startFrom" desc nulls first, p.deployment desc`);
  const page = pageOf({
    name: 'deployments',
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.startFrom, row.deployment],
    nodeOf: rowOf,
    count: () => countOf(sql, sql`select from ${tables(sql)} where ${where}`),
  });
  return { ...page, facets: (by) => facetsOf(sql, counted(sql, where), by) };
}

function counted(sql: Sql, where: Fragment): Counted<DeploymentFacet['by']> {
  return {
    matching: sql`
      select d.source, coalesce(n.name, d.repository) as repository, r.service, t.team, r.environment, r.standing, r.outcome, r.relation
      from ${tables(sql)}
      left join (${teamsOf(sql)}) t on t.service = r.service
      where ${where}
      order by r.start_from desc nulls first, r.deployment desc`,
    columns: {
      SOURCE: sql`m.source`,
      REPOSITORY: sql`m.repository`,
      SERVICE: sql`m.service`,
      TEAM: sql`m.team`,
      ENVIRONMENT: sql`m.environment`,
      STANDING: sql`m.standing`,
      OUTCOME: sql`m.outcome`,
      RELATION: sql`m.relation`,
    },
  };
}

/** The deployments with these refs. */
export async function deploymentRows(sql: Sql, refs: readonly string[]): Promise<DeploymentRow[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from ${tables(sql)} where r.recorded_to is null and r.deployment = any(${refs as string[]})`;
  return rows.map(rowOf);
}

function tables(sql: Sql): Fragment {
  return sql`
    deployment_range r
    left join deployment d on d.deployment = r.deployment
    left join repository n on n.repository = d.repository`;
}

function columns(sql: Sql): Fragment {
  return sql`
    r.deployment, d.source, d.repository, n.name as "repositoryName", r.service, r.environment, r.standing,
    d.sha as revision, d.git_ref as "gitRef", d.creator, d.requested_from as "requestedFrom", d.requested_to as "requestedTo",
    r.start_from as "startFrom", r.start_to as "startTo", r.end_from as "endFrom", r.end_to as "endTo", r.outcome, r.relation,
    r.base, r.base_sha as "baseRevision", r.carries as carried, r.takes_out as "takenOut", r.undecided,
    ${openDeadlines(sql, sql`r.deadlines`)} as deadlines`;
}

function beyond(sql: Sql, { from }: Slice): Fragment {
  if (from === null) return sql`true`;
  const [start, deployment] = from as readonly [string | null, string];
  if (start === null) return sql`(r.start_from is not null or r.deployment < ${deployment})`;
  return sql`(r.start_from, r.deployment) < (${start}::timestamptz, ${deployment})`;
}

function rowOf({ requestedFrom, requestedTo, startFrom, startTo, endFrom, endTo, ...row }: Row): DeploymentRow {
  return { ...row, requestedAt: interval(requestedFrom, requestedTo), start: interval(startFrom, startTo), end: interval(endFrom, endTo) };
}

export function interval(from: Instant | null, to: Instant | null): Interval | null {
  return from === null || to === null ? null : { from, to };
}
