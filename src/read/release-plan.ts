import type { Sql } from '../db/pool.js';

/** Dates that were planned for a release. */
export interface ReleasePlanRow {
  readonly release: string;
  readonly source: string;
  /** As they were written: a day, which is the whole of it, or a time. */
  readonly start: string | null;
  readonly end: string | null;
  readonly seq: number;
}

/** So many are shown, the newest: dates that move more often have no plan. */
const AT_MOST = 20;

/**
 * What was planned for each release, for a version like its tag, the newest said first. Where a tool keeps no history of such
 * dates, each pair is told once: which of two stands now, when they went there and back, it does not say.
 */
export async function plansOfReleases(sql: Sql, refs: readonly string[]): Promise<ReadonlyMap<string, readonly ReleasePlanRow[]>> {
  const rows = await sql<ReleasePlanRow[]>`
    select e.release, p.source, p.starts as start, p.ends as end, p.seq
    from release e
    cross join lateral (
      select * from release_plan p
      where p.name = ltrim(e.tag, 'v') and (p.repository is null or p.repository = e.repository)
      order by p.seq desc
      limit ${AT_MOST}) p
    where e.release = any(${refs as string[]})
    order by e.release, p.seq desc`;
  return new Map(refs.map((release) => [release, rows.filter((row) => row.release === release)]));
}
