import type { Sql } from '../db/pool.js';

export interface SourceError {
  readonly source: string;
  readonly sentence: string;
}

/** So many environments does a sentence name. */
const NAMED = 5;

interface Row {
  readonly source: string;
  readonly deployments: number;
  /** Environments by how often they were deployed to. */
  readonly environments: readonly string[];
}

/** Of those sources that told of deployments, none of them to production, what is wrong with that (`controls.md`, Terms: Service). */
export async function withoutProduction(sql: Sql, sources: readonly string[]): Promise<SourceError[]> {
  const rows = await sql<Row[]>`
    select source, sum(n)::int as deployments, array_agg(environment order by n desc, environment) as environments
    from (
      select d.source, r.environment, count(*) as n, bool_or(r.standing = 'PRODUCTION') as production
      from deployment d join deployment_range r on r.deployment = d.deployment and r.recorded_to is null
      where d.source = any(${sources as string[]})
      group by d.source, r.environment
    ) e
    group by source
    having not bool_or(production)
    order by source`;
  return rows.map((row) => ({ source: row.source, sentence: sentenceOf(row) }));
}

function sentenceOf({ source, deployments, environments }: Row): string {
  const named = environments.slice(0, NAMED).map((name) => (name === '' ? '(none)' : `"${name}"`));
  const more = environments.length > NAMED ? ` and ${environments.length - NAMED} more` : '';
  return `${source} told of ${deployments === 1 ? '1 deployment' : `${deployments} deployments`}, and none went to production, so no rule judges them. Its environments: ${named.join(', ')}${more}. Say under environments in policy.yaml which are production.`;
}
