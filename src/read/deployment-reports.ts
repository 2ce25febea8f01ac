import type { Sql } from '../db/pool.js';

/** Several tools' reports of one deployment: of each report, which one speaks for start and end, and which corroborate it. */
export interface ReportsRow {
  readonly deployment: string;
  /** Null: it speaks for itself. */
  readonly speaker: string | null;
  readonly corroboratedBy: readonly string[];
}

/** Reports of one deployment are those of some tools: so many are shown. */
const MOST = 50;

/** What these reports are to others now; of those that stand alone nothing. */
export async function reportsOf(sql: Sql, deployments: readonly string[]): Promise<ReportsRow[]> {
  return sql<ReportsRow[]>`
    select w.ref as deployment,
      (select min(l.to_ref) from link l
        where l.from_ref = w.ref and l.place = 'same_deployment' and l.strength = 'CARRIED' and l.recorded_to is null) as speaker,
      array(select l.from_ref from link l
        where l.to_ref = w.ref and l.place = 'same_deployment' and l.strength = 'CARRIED' and l.recorded_to is null
        order by 1 limit ${MOST}) as "corroboratedBy"
    from unnest(${deployments as string[]}::text[]) as w (ref)`;
}
