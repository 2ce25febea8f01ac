import type { Sql } from '../../db/pool.js';
import type { ReadRepository } from '../../evidence/audit/index.js';
import { unmappedEnvironments } from '../source.js';

/** An environment that deployments went to, and of which nobody said whether it is production. */
export interface Unmapped {
  readonly source: string;
  readonly environment: string;
  readonly deployments: number;
}

/** The repositories of which anything was read. */
export function repositoriesRead(sql: Sql): Promise<readonly ReadRepository[]> {
  return sql<ReadRepository[]>`
    select distinct r.repository, c.source, r.name
    from coverage c join repository r on r.repository = c.scope
    order by c.source, r.repository`;
}

/** Up to 200 of each source. */
export async function environmentsLeftOut(sql: Sql): Promise<readonly Unmapped[]> {
  const sources = await sql<{ source: string }[]>`select distinct source from deployment`;
  const rows = await unmappedEnvironments(
    sql,
    sources.map(({ source }) => source),
  );
  return rows.map(({ source, environment, deployments }) => ({ source, environment, deployments }));
}
