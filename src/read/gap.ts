import type { GapStatus, Instant, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import type { Fragment } from './fragment.js';
import { conditionOf, type GapFilter } from './gap-filter.js';
import { gapOfId, type GapName } from './gap-id.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { pagesOf } from './pages.js';

/** A GAP verdict with its life: the fold of the recorded `gap.*` events, or PENDING before there is one. */
export interface GapRow extends GapName {
  readonly deployment: string;
  readonly status: GapStatus;
  readonly severity: Severity;
  readonly sentence: string;
  /** Null while it is pending. */
  readonly openedAt: Instant | null;
  readonly changedAt: Instant;
  readonly settlesAt: Instant | null;
  readonly openings: number;
  readonly baseline: boolean;
}

/** One page of gaps, the latest changed first. */
export async function gaps(sql: Sql, filter: GapFilter, input: PageInput): Promise<Page<GapRow>> {
  const slice = sliceOf(input, 'gaps', ['time', 'text', 'text']);
  const where = conditionOf(sql, filter);
  const beyond = slice.from === null ? sql`true` : before(sql, slice.from as readonly [string, string, string]);
  const query = sql`
    select g.*
    from (${allGaps(sql)}) g
    where ${where} and ${beyond}
    order by g."changedAt" desc, g.rule desc, g.subject desc
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<GapRow>(sql, query, sql`p."changedAt" desc, p.rule desc, p.subject desc`);
  return pageOf({
    name: 'gaps',
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.changedAt, row.rule, row.subject],
    nodeOf: (row) => row,
    count: () => countOf(sql, sql`select from (${allGaps(sql)}) g where ${where}`),
  });
}

/** For each deployment one page of its gaps, the latest changed first. */
export function gapsOf(sql: Sql, deployments: readonly string[], input: PageInput): Promise<Page<GapRow>[]> {
  const matching = sql`select g.* from (${allGaps(sql)}) g where g.deployment = w.deployment`;
  return pagesOf<GapRow, GapRow>(
    sql,
    {
      name: 'gaps',
      kinds: ['time', 'text', 'text'],
      parents: sql`unnest(${deployments as string[]}::text[])`,
      columns: sql`deployment`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and ${from === null ? sql`true` : before(sql, from as readonly [string, string, string])}
        order by g."changedAt" desc, g.rule desc, g.subject desc
        limit ${limit + 1}`,
      order: sql`p."changedAt" desc, p.rule desc, p.subject desc`,
      keyOf: (row) => [row.changedAt, row.rule, row.subject],
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

export async function gapsNamed(sql: Sql, names: readonly GapName[], filter: GapFilter = {}): Promise<GapRow[]> {
  return sql<GapRow[]>`
    select distinct g.*
    from unnest(${names.map((name) => name.rule)}::text[], ${names.map((name) => name.subject)}::text[]) as w (rule, subject)
    join (${allGaps(sql)}) g using (rule, subject)
    where ${conditionOf(sql, filter)}`;
}

// A gap without a standing verdict (the deployment is gone, or the read tables are being rebuilt) keeps its recorded life.
function allGaps(sql: Sql): Fragment {
  return sql`
    select rule, subject, deployment, status, severity, sentence, opened_at as "openedAt", changed_at as "changedAt",
      null::timestamptz as "settlesAt", openings, baseline
    from gap g
    where not exists (select from (${pending(sql)}) p where p.rule = g.rule and p.subject = g.subject)
    union all
    select rule, subject, deployment, 'PENDING', severity, sentence, opened_at, recorded_from, settles_at, openings, baseline
    from (${pending(sql)}) p`;
}

/** Standing GAP verdicts whose gap is not open: not recorded yet, or resolved and now failing again. Every GAP settles: the index is over that. */
function pending(sql: Sql): Fragment {
  return sql`
    select v.rule, v.subject, v.deployment, v.severity, v.sentence, v.recorded_from, v.settles_at, o.opened_at,
      coalesce(o.openings, 0) as openings, coalesce(o.baseline, false) as baseline
    from verdict v
    left join gap o on o.rule = v.rule and o.subject = v.subject
    where v.recorded_to is null and v.settles_at is not null and v.answer = 'GAP' and (o.rule is null or o.status in ('RESOLVED', 'WITHDRAWN'))`;
}

function before(sql: Sql, [changedAt, rule, subject]: readonly [string, string, string]): Fragment {
  return sql`(g."changedAt", g.rule, g.subject) < (${changedAt}::timestamptz, ${rule}, ${subject})`;
}
