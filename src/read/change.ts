import type { Deadline, Instant, Interval, Stage } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { recordColumns, withRules } from './change-facets.js';
import { accountsOf, type ChangeFilter, conditionOf, projectOf } from './change-filter.js';
import { changeStates } from './change-state.js';
import { openDeadlines } from './deadlines.js';
import { interval } from './deployment.js';
import { type Facet, facetsOf } from './facets.js';
import type { Fragment } from './fragment.js';
import { pageOf, sliceOf, type Page, type PageInput, type Slice } from './page.js';

/** A ticket as a change, as far as the hub knows now and by the policy in force. */
export interface ChangeRow {
  /** The ticket's ref. */
  readonly change: string;
  readonly source: string;
  /** The present key. */
  readonly key: string | null;
  /** By name where the tool gave one, else by id. */
  readonly type: string | null;
  readonly statusId: string | null;
  readonly statusName: string | null;
  /** Null where policy says nothing of the status. */
  readonly stage: Stage | null;
  readonly isChange: boolean;
  readonly deleted: boolean;
  readonly creator: string | null;
  readonly createdAt: Interval | null;
  /** Of the ticket's newest dated event. */
  readonly updatedAt: Instant | null;
  /** Start of its earliest implementation. */
  readonly startedAt: Instant | null;
  readonly services: readonly string[];
  readonly teams: readonly string[];
  readonly environments: readonly string[];
  /** Of its earliest implementation, not run out. */
  readonly deadlines: readonly Deadline[];
}

export type ChangeOrder = 'CREATED_DESC' | 'CREATED_ASC' | 'UPDATED_DESC' | 'UPDATED_ASC';

interface Row extends Omit<ChangeRow, 'createdAt' | 'stage'> {
  readonly stage: Stage | '';
  readonly createdFrom: Instant | null;
  readonly createdTo: Instant | null;
}

export interface ChangePage extends Page<ChangeRow> {
  readonly facets: (by: readonly ChangeFacetBy[]) => Promise<Facet<ChangeFacetBy>[]>;
}

/** One page of changes; those without a time count as the newest. A ticket that is no change is left out. */
export async function changes(sql: Sql, filter: ChangeFilter, input: PageInput, order: ChangeOrder): Promise<ChangePage> {
  const name = `changes ${order}`;
  const slice = sliceOf(input, name, ['maybeTime', 'text']);
  const accounts = await accountsOf(sql, filter.person);
  const matching = sql`select c.* from (${changeStates(sql)}) c where c.is_change ${conditionOf(sql, filter, accounts)}`;
  const [isByCreation, isDown] = [order.startsWith('CREATED'), order.endsWith('DESC')];
  const time = isByCreation ? sql`created_from` : sql`updated_at`;
  const query = sql`
    select ${columns(sql)}
    from (${matching}) c
    where ${beyond(sql, slice, time, isDown)}
    order by ${isDown ? sql`c.${time} desc nulls first, c.ticket desc` : sql`c.${time}, c.ticket`}
    limit ${slice.limit + 1}`;
  const key = isByCreation ? sql`p."createdFrom"` : sql`p."updatedAt"`;
  const { asOf, rows } = await withAsOf<Row>(sql, query, isDown ? sql`${key} desc nulls first, p.change desc` : sql`${key}, p.change`);
  const page = pageOf({
    name,
    slice,
    rows,
    asOf,
    keyOf: (row) => [isByCreation ? row.createdFrom : row.updatedAt, row.change],
    nodeOf: rowOf,
    count: () => countOf(sql, matching),
  });
  const inOrder = sql`${matching} order by c.${time} desc nulls first, c.ticket desc`;
  const counted = (by: readonly ChangeFacetBy[]) => (by.includes('RULE') ? withRules(sql, inOrder) : inOrder);
  return { ...page, facets: (by) => facetsOf(sql, { matching: counted(by), columns: facetColumns(sql) }, by) };
}

function beyond(sql: Sql, { from }: Slice, time: Fragment, isDown: boolean): Fragment {
  if (from === null) return sql`true`;
  const [at, ticket] = from as readonly [string | null, string];
  if (isDown) {
    if (at === null) return sql`(c.${time} is not null or c.ticket < ${ticket})`;
    return sql`(c.${time}, c.ticket) < (${at}::timestamptz, ${ticket})`;
  }
  if (at === null) return sql`(c.${time} is null and c.ticket > ${ticket})`;
  return sql`(c.${time} is null or (c.${time}, c.ticket) > (${at}::timestamptz, ${ticket}))`;
}

export type ChangeFacetBy =
  'SOURCE' | 'PROJECT' | 'TYPE' | 'STATUS' | 'STAGE' | 'SERVICE' | 'TEAM' | 'ENVIRONMENT' | 'OUTCOME' | 'CLASS' | 'RULE';

export function facetColumns(sql: Sql): Readonly<Record<ChangeFacetBy, Fragment>> {
  return {
    SOURCE: sql`m.source`,
    PROJECT: projectOf(sql, sql`m.key`),
    TYPE: sql`m.issue_type`,
    STATUS: sql`m.status_name`,
    STAGE: sql`nullif(m.stage, '')`,
    SERVICE: sql`m.services`,
    TEAM: sql`m.teams`,
    ENVIRONMENT: sql`m.environments`,
    ...recordColumns(sql),
  };
}

/** The changes that are these tickets, also those that policy calls none. */
export async function changeRows(sql: Sql, tickets: readonly string[]): Promise<ChangeRow[]> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from (${changeStates(sql)}) c where c.ticket = any(${tickets as string[]})`;
  return rows.map(rowOf);
}

function columns(sql: Sql): Fragment {
  return sql`
    c.ticket as change, c.source, c.key, c.issue_type as type, c.status as "statusId", c.status_name as "statusName", c.stage,
    c.is_change as "isChange", c.deleted, c.creator, c.created_from as "createdFrom", c.created_to as "createdTo",
    c.updated_at as "updatedAt", c.started_from as "startedAt", c.services, c.teams, c.environments,
    ${openDeadlines(sql, sql`c.deadlines`)} as deadlines`;
}

function rowOf({ createdFrom, createdTo, stage, ...row }: Row): ChangeRow {
  return { ...row, stage: stage === '' ? null : stage, createdAt: interval(createdFrom, createdTo) };
}
