import { type DeployedBefore, pathsOfService, patternText } from '../correlate/index.js';
import type { Sql } from '../db/pool.js';
import { policyInForce } from './change-content.js';
import type { IncidentRow } from './incident.js';

/** Of so many deployments, the last before their incidents, the paths are looked at. */
const MOST = 500;

/** A deployment before an incident. */
interface Deployed extends DeployedBefore {
  readonly incident: string;
}

interface Touched {
  readonly incident: string;
  readonly deployment: string;
  /** Null: of none of its commits it is known, and of some it is not. */
  readonly touches: boolean | null;
}

/** Whether the deployments touch the paths that the incidents name, else those of their services; in one statement. */
export async function withPaths<T extends Deployed>(sql: Sql, rows: readonly IncidentRow[], deployed: readonly T[]): Promise<readonly T[]> {
  const patterns = await patternsOf(sql, rows);
  if (patterns.size === 0) return deployed;
  const pairs = new Map(deployed.map(({ incident, deployment }) => [`${incident} ${deployment}`, { incident, deployment }]));
  const asked = [...pairs.values()]
    .flatMap((pair) => (patterns.has(pair.incident) ? [{ ...pair, patterns: patterns.get(pair.incident) }] : []))
    .slice(0, MOST);
  const touched = await sql<Touched[]>`
    select a.incident, a.deployment,
      case when bool_or(t.touches) then true when bool_and(coalesce(p.whole, false)) then false end as touches
    from json_to_recordset(${JSON.stringify(asked)}::text::json) as a (incident text, deployment text, patterns text[])
    join deployment_commit c on c.deployment = a.deployment and c.direction = 'CARRIES' and c.recorded_to is null
    left join commit_path p on p.repository = c.repository and p.sha = c.sha
    cross join lateral (select coalesce(bool_or(one ~ any (a.patterns)), false) as touches from unnest(p.paths) as one) t
    group by 1, 2`;
  const found = new Map(touched.map(({ incident, deployment, touches }) => [`${incident} ${deployment}`, touches]));
  return deployed.map((one) => ({ ...one, touchesPaths: found.get(`${one.incident} ${one.deployment}`) ?? null }));
}

async function patternsOf(sql: Sql, rows: readonly IncidentRow[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const isAsked = rows.some(({ service, paths }) => service !== null || paths !== null);
  const policy = isAsked ? await policyInForce(sql) : null;
  const said = rows.map(({ incident, service, paths }) => {
    const own = paths ?? (service === null || !policy ? [] : pathsOfService(service, policy));
    return [incident, own.map(patternText)] as const;
  });
  return new Map(said.filter(([, patterns]) => patterns.length > 0));
}
