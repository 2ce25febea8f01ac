import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { facetsOf, type Counted, type Facet } from './facets.js';
import type { Fragment } from './fragment.js';
import { dueWord } from './gap-due.js';
import { conditionOf, judgedIn, teamsOf, type GapFilter } from './gap-filter.js';
import { gapOfId, type GapName } from './gap-id.js';
import { orderingOf, type GapOrder, type Ordering } from './gap-order.js';
import { allGaps, gapColumns, gapNamed, type GapRow } from './gap-rows.js';
import { pageOf, sliceOf, type Page, type PageInput, type Slice } from './page.js';
import { pagesOf } from './pages.js';

export type GapFacet = Facet<
  'RULE' | 'SEVERITY' | 'STATUS' | 'SERVICE' | 'TEAM' | 'ENVIRONMENT' | 'ASSIGNEE' | 'DISPOSITION' | 'DUE' | 'BASELINE'
>;

export interface GapPage extends Page<GapRow> {
  readonly facets: (by: readonly GapFacet['by'][]) => Promise<GapFacet[]>;
}

/** One page of gaps, the latest changed first unless another order is asked for. */
export async function gaps(sql: Sql, filter: GapFilter, input: PageInput, order: GapOrder = 'CHANGED'): Promise<GapPage> {
  const ordering = orderingOf(order);
  const { name, kinds, keyOf } = ordering;
  const slice = sliceOf(input, name, kinds);
  const where = conditionOf(sql, filter);
  const { asOf, rows } = await withAsOf<GapRow>(sql, pageQuery(sql, where, slice, ordering), ordering.by(sql, 'p'));
  const count = () => countOf(sql, sql`select from (${allGaps(sql)}) g where ${where}`);
  const page = pageOf({ name, slice, rows, asOf, keyOf, nodeOf: (row) => row, count });
  return { ...page, facets: (by) => facetsOf(sql, counted(sql, where, ordering), by) };
}

function pageQuery(sql: Sql, where: Fragment, { from, limit }: Slice, { beyond, by }: Ordering): Fragment {
  return sql`
    select ${gapColumns(sql)}
    from (${allGaps(sql)}) g
    where ${where} and ${beyond(sql, from)}
    order by ${by(sql, 'g')}
    limit ${limit + 1}`;
}

function counted(sql: Sql, where: Fragment, { by }: Ordering): Counted<GapFacet['by']> {
  return {
    matching: sql`
      select g.*, j.services, j.environments,
        array(select distinct t.team from (${teamsOf(sql)}) t where t.service = any(j.services)) as teams
      from (${allGaps(sql)}) g
      left join lateral (${judgedIn(sql)}) j on true
      where ${where}
      order by ${by(sql, 'g')}`,
    columns: {
      RULE: sql`m.rule`,
      SEVERITY: sql`m.severity`,
      STATUS: sql`m.status`,
      SERVICE: sql`m.services`,
      TEAM: sql`m.teams`,
      ENVIRONMENT: sql`m.environments`,
      ASSIGNEE: sql`m.assignee`,
      DISPOSITION: sql`m.disposition`,
      DUE: dueWord(sql),
      BASELINE: sql`case when m.baseline then 'BASELINE' else 'SINCE_GO_LIVE' end`,
    },
  };
}

const LATEST = orderingOf('CHANGED');

/** For each deployment one page of its gaps, the latest changed first. */
export function gapsOf(sql: Sql, deployments: readonly string[], input: PageInput): Promise<Page<GapRow>[]> {
  const matching = sql`select ${gapColumns(sql)} from (${allGaps(sql)}) g where g.unit = w.unit`;
  return pagesOf<GapRow, GapRow>(
    sql,
    {
      name: LATEST.name,
      kinds: LATEST.kinds,
      parents: sql`unnest(${deployments as string[]}::text[])`,
      columns: sql`unit`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and ${LATEST.beyond(sql, from)}
        order by ${LATEST.by(sql, 'g')}
        limit ${limit + 1}`,
      order: LATEST.by(sql, 'p'),
      keyOf: LATEST.keyOf,
      nodeOf: (row) => row,
    },
    input,
  );
}

/** The gap with this id, or null. */
export async function gapById(sql: Sql, id: string): Promise<GapRow | null> {
  const name = gapOfId(id);
  if (name === null) return null;
  return (await gapsNamed(sql, [name]))[0] ?? null;
}

/** In no order; those that there are. */
export async function gapsNamed(sql: Sql, names: readonly GapName[], filter: GapFilter = {}): Promise<GapRow[]> {
  return sql<GapRow[]>`
    select ${gapColumns(sql)}
    from (
      select distinct rule, subject
      from unnest(${names.map((name) => name.rule)}::text[], ${names.map((name) => name.subject)}::text[]) as w (rule, subject)
    ) w
    cross join lateral (${gapNamed(sql)}) g
    where ${conditionOf(sql, filter)}`;
}

/** Up to `limit` gaps that match, in the order of rule and subject. */
export async function gapsMatching(sql: Sql, filter: GapFilter, limit: number): Promise<GapRow[]> {
  return sql<GapRow[]>`
    select ${gapColumns(sql)} from (${allGaps(sql)}) g where ${conditionOf(sql, filter)} order by g.rule, g.subject limit ${limit}`;
}
