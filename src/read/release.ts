import type { Instant, Interval, Stage } from '#contract';
import { releaseSteps, type ReleaseDeployment, type ReleaseStep } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { interval } from './deployment.js';
import type { Fragment } from './fragment.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';
import { changesIn, deploymentsIn, namedIn } from './release-parts.js';
import { plansOfReleases } from './release-plan.js';
import { bounded, inOrder } from './timeline-filter.js';

export interface ReleaseRow {
  readonly release: string;
  readonly repository: string;
  readonly tag: string;
  readonly author: string | null;
  readonly publishedAt: Interval | null;
  readonly prerelease: boolean | null;
  /** The commit of its tag; null while that is not known. */
  readonly sha: string | null;
  /** The release before it on its line; null: none is known. */
  readonly base: string | null;
  readonly relation: 'FIRST' | 'FORWARD' | 'UNDECIDED';
  readonly commitCount: number;
  readonly undecided: readonly string[];
}

/** All that is given must hold; of a list, one of its values. */
export interface ReleaseFilter {
  readonly repositories?: readonly string[] | null;
  readonly tags?: readonly string[] | null;
  readonly publishedFrom?: Instant | null;
  readonly publishedTo?: Instant | null;
  readonly prerelease?: boolean | null;
  /** Whether a deployment of it to production started. */
  readonly deployed?: boolean | null;
}

type Row = Omit<ReleaseRow, 'publishedAt'> & { readonly publishedFrom: Instant | null; readonly publishedTo: Instant | null };

/** One page of releases, the newest first; those without a time count as the newest. */
export async function releases(sql: Sql, filter: ReleaseFilter, input: PageInput): Promise<Page<ReleaseRow>> {
  const slice = sliceOf(input, 'releases', ['maybeTime', 'text']);
  const matching = sql`select r.* from (${allReleases(sql)}) r where true ${conditionOf(sql, filter)}`;
  const [at, ref] = (slice.from ?? [null, null]) as readonly [string | null, string | null];
  const beyond =
    ref === null ? sql`true` : sql`(coalesce(r."publishedFrom", 'infinity'), r.release) < (${at ?? 'infinity'}::timestamptz, ${ref})`;
  const query = sql`
    select r.* from (${matching}) r where ${beyond}
    order by coalesce(r."publishedFrom", 'infinity') desc, r.release desc
    limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<Row>(sql, query, sql`coalesce(p."publishedFrom", 'infinity') desc, p.release desc`);
  return pageOf({
    ...{ name: 'releases', slice, rows, asOf },
    keyOf: (row) => [row.publishedFrom, row.release],
    nodeOf: rowOf,
    count: () => countOf(sql, matching),
  });
}

export async function releaseRows(sql: Sql, refs: readonly string[]): Promise<ReleaseRow[]> {
  const rows = await sql<Row[]>`select r.* from (${allReleases(sql)}) r where r.release = any(${refs as string[]})`;
  return rows.map(rowOf);
}

function allReleases(sql: Sql): Fragment {
  return sql`
    select e.release, e.repository, n.name, e.tag, e.author, e.published_from as "publishedFrom", e.published_to as "publishedTo",
      e.prerelease, nullif(g.sha, '') as sha, nullif(g.base, '') as base, coalesce(g.relation, 'UNDECIDED') as relation,
      coalesce(g.carries, 0) as "commitCount", coalesce(g.undecided, '{}') as undecided
    from release e
    left join repository n on n.repository = e.repository
    left join release_range g on g.release = e.release and g.recorded_to is null`;
}

function conditionOf(sql: Sql, { repositories, tags, publishedFrom, publishedTo, prerelease, deployed }: ReleaseFilter): Fragment {
  bounded('repositories', repositories);
  bounded('tags', tags);
  inOrder('published', publishedFrom, publishedTo);
  return sql`
    ${repositories ? sql`and (r.repository = any(${repositories as string[]}) or r.name = any(${repositories as string[]}))` : sql``}
    ${tags ? sql`and r.tag = any(${tags as string[]})` : sql``}
    ${publishedFrom ? sql`and r."publishedFrom" >= ${publishedFrom}::timestamptz` : sql``}
    ${publishedTo ? sql`and r."publishedFrom" < ${publishedTo}::timestamptz` : sql``}
    ${typeof prerelease === 'boolean' ? sql`and coalesce(r.prerelease, false) = ${prerelease}` : sql``}
    ${
      typeof deployed === 'boolean'
        ? sql`and exists (
            select from (select r.release) w cross join lateral (${deploymentsIn(sql)}) d
            where d.standing = 'PRODUCTION' and d.start is not null) = ${deployed}`
        : sql``
    }`;
}

function rowOf({ publishedFrom, publishedTo, ...row }: Row): ReleaseRow {
  return { ...row, publishedAt: interval(publishedFrom, publishedTo) };
}

/** The six steps of each release, in a fixed number of statements. */
export async function stepsOfReleases(sql: Sql, refs: readonly string[]): Promise<ReadonlyMap<string, readonly ReleaseStep[]>> {
  const parents = sql`unnest(${refs as string[]}::text[]) as w (release)`;
  const [rows, changes, deployments, named, plans] = await Promise.all([
    releaseRows(sql, refs),
    sql<{ release: string; stage: Stage | ''; closedAt: Instant | null }[]>`
      select w.release, coalesce(s.stage, '') as stage, c.closed_at as "closedAt"
      from ${parents}
      cross join lateral (select distinct ref from (${changesIn(sql)}) m where strength = 'CARRIED') m
      left join change_state s on s.ticket = m.ref and s.recorded_to is null
      left join change_record c on c.change = m.ref and c.recorded_to is null`,
    sql<(ReleaseDeployment & { release: string })[]>`
      select w.release, d.environment, d.standing, d.outcome, d.start, d."end" from ${parents} cross join lateral (${deploymentsIn(sql)}) d`,
    sql<{ release: string; named: number }[]>`
      select w.release, count(*)::int as named from ${parents} cross join lateral (${namedIn(sql)}) n group by w.release`,
    plansOfReleases(sql, refs),
  ]);
  return new Map(
    rows.map((row) => [
      row.release,
      releaseSteps({
        publishedAt: row.publishedAt?.from ?? null,
        commits: row.commitCount,
        changes: changes
          .filter(({ release }) => release === row.release)
          .map(({ stage, closedAt }) => ({ stage: stage === '' ? null : stage, closedAt })),
        scheduled: named.find(({ release }) => release === row.release)?.named ?? 0,
        planned: plans.get(row.release)?.[0] ?? null,
        deployments: deployments.filter(({ release }) => release === row.release),
      }),
    ]),
  );
}
