import type { Policy } from '#contract';
import type { Sql } from '../db/pool.js';
import { asOfColumn } from './as-of.js';
import type { EnvironmentStanding } from './deployment-words.js';
import { pageById } from './in-memory.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

/** An environment as tools name it: mapped by the policy in force, or seen in a deployment. */
export interface EnvironmentRow {
  /** As the tools write it. */
  readonly name: string;
  /** What policy calls it; the name where it says nothing. */
  readonly environment: string;
  readonly target: string | null;
  readonly mapped: boolean;
  readonly standing: EnvironmentStanding;
  readonly sources: readonly string[];
  readonly deploymentCount: number;
  /** How many of them count as deployments to production, to another environment, and as neither. */
  readonly productionCount: number;
  readonly otherCount: number;
  readonly unknownCount: number;
}

/** All that is given must hold. */
export interface EnvironmentFilter {
  readonly standing?: EnvironmentStanding | null;
  readonly mapped?: boolean | null;
  readonly source?: string | null;
}

/** Environments by name, those of which nobody says what they are among them. */
export async function environments(sql: Sql, filter: EnvironmentFilter, input: PageInput): Promise<Page<EnvironmentRow>> {
  const { asOf, all } = await allEnvironments(sql);
  const { standing, mapped, source } = filter;
  const matching = all.filter(
    (row) =>
      (!standing || row.standing === standing) &&
      (mapped === undefined || mapped === null || row.mapped === mapped) &&
      (!source || row.sources.includes(source)),
  );
  return pageById('environments', matching, ({ name }) => name, { ...input, asOf });
}

type Seen = Pick<EnvironmentRow, 'name' | 'sources' | 'deploymentCount' | 'productionCount' | 'otherCount' | 'unknownCount'>;

interface Known {
  readonly as_of: number;
  readonly said: Policy['environments'] | null;
  readonly seen: readonly Seen[];
}

async function allEnvironments(sql: Sql): Promise<{ asOf: number; all: readonly EnvironmentRow[] }> {
  const [known] = await sql<Known[]>`
    select ${asOfColumn(sql)},
      (select content -> 'environments' from policy_version order by seq desc limit 1) as said,
      (select coalesce(json_agg(e), '[]') from (
        select r.environment as name, array_remove(array_agg(distinct d.source), null) as sources, count(*)::int as "deploymentCount",
          count(*) filter (where r.standing = 'PRODUCTION')::int as "productionCount", count(*) filter (where r.standing = 'OTHER')::int as "otherCount",
          count(*) filter (where r.standing = 'UNKNOWN')::int as "unknownCount"
        from deployment_range r
        left join deployment d on d.deployment = r.deployment
        where r.recorded_to is null
        group by r.environment
      ) e) as seen`;
  if (!known) return { asOf: -1, all: [] };
  const seen = new Map(known.seen.map((one) => [one.name, one]));
  const names = new Set([...Object.keys(known.said ?? {}), ...seen.keys()]);
  return { asOf: Number(known.as_of), all: [...names].map((name) => rowOf(name, known.said ?? {}, seen.get(name))) };
}

const NOT_SEEN = { sources: [], deploymentCount: 0, productionCount: 0, otherCount: 0, unknownCount: 0 };

function rowOf(name: string, policy: Policy['environments'], seen: Seen | undefined): EnvironmentRow {
  const said = Object.hasOwn(policy, name) ? policy[name] : undefined;
  const standing = said ? (said.production ? 'PRODUCTION' : 'OTHER') : standingBy(seen);
  return {
    ...NOT_SEEN,
    ...seen,
    name,
    environment: said?.environment ?? name,
    target: said?.target ?? null,
    mapped: said !== undefined,
    standing,
  };
}

/** Without policy the tool's own mark counts, deployment by deployment: one without it makes the environment unknown. */
function standingBy(seen: Seen | undefined): EnvironmentStanding {
  if (!seen || seen.unknownCount > 0 || seen.productionCount === 0) return 'UNKNOWN';
  return 'PRODUCTION';
}

/** For each environment one page of the refs of deployments to it: those that have not started, then the newest start first. */
export function deploymentsTo(sql: Sql, names: readonly string[], input: PageInput): Promise<Page<string>[]> {
  interface Row {
    readonly deployment: string;
    readonly start: string | null;
  }
  const matching = sql`select deployment, start_from as start from deployment_range where recorded_to is null and environment = w.name`;
  return pagesOf<Row, string>(
    sql,
    {
      name: 'deployments to an environment',
      kinds: ['maybeTime', 'text'],
      parents: sql`unnest(${names as string[]}::text[])`,
      columns: sql`name`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and ${from === null ? sql`true` : sql`(coalesce(start_from, 'infinity'), deployment) < (${from[0] ?? 'infinity'}::timestamptz, ${String(from[1])})`}
        order by start_from desc nulls first, deployment desc
        limit ${limit + 1}`,
      order: sql`p.start desc nulls first, p.deployment desc`,
      keyOf: (row) => [row.start, row.deployment],
      nodeOf: (row) => row.deployment,
    },
    input,
  );
}
