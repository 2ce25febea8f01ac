import { createHash } from 'node:crypto';
import type { Sql } from '../../src/db/pool.js';
import { type CommitEdges, encodeCommits, SEGMENT_COMMITS } from '../../src/correlate/index.js';

export const REPOSITORY = 'repository:github-acme:1';

/** A history of merged branches: 1 to 12 commits each, up to three of them open at a time, then merged one by one. */
export function historyOf(count: number): readonly CommitEdges[] {
  const commits: CommitEdges[] = [];
  const commit = (...parents: string[]): string => {
    const sha = createHash('sha1').update(`commit ${commits.length}`).digest('hex');
    commits.push({ sha, parents });
    return sha;
  };
  let main = commit();
  for (let nth = 0; commits.length < count; nth++) {
    const tips = Array.from({ length: 1 + (nth % 3) }, (_, lane) => branch(main, 1 + ((nth * 7 + lane * 5) % 12), commit));
    for (const tip of tips) main = commit(main, tip);
  }
  return commits.slice(0, count);
}

function branch(from: string, length: number, commit: (...parents: string[]) => string): string {
  let tip = from;
  for (let n = 0; n < length; n++) tip = commit(tip);
  return tip;
}

/** As following keeps it, and as a table of edges for the recursive query. */
export async function keepHistory(sql: Sql, commits: readonly CommitEdges[]): Promise<void> {
  for (let from = 0, segment = 0; from < commits.length; from += SEGMENT_COMMITS, segment++) {
    const part = commits.slice(from, from + SEGMENT_COMMITS);
    await sql`
      insert into commit_segment (repository, segment, commits, data)
      values (${REPOSITORY}, ${segment}, ${part.length}, ${Buffer.from(encodeCommits(part))})`;
  }
}

/** A table that only the comparison needs; made by the owner of the tables. */
export async function keepEdges(sql: Sql, commits: readonly CommitEdges[]): Promise<void> {
  await sql`create table edge (sha text not null, parent text not null)`;
  for (let from = 0; from < commits.length; from += 20_000) {
    const edges = commits.slice(from, from + 20_000).flatMap(({ sha, parents }) => parents.map((parent) => ({ sha, parent })));
    await sql`
      insert into edge
      select * from unnest(${sql.array(
        edges.map(({ sha }) => sha),
        1009,
      )}::text[], ${sql.array(
        edges.map(({ parent }) => parent),
        1009,
      )}::text[])`;
  }
  await sql`create index on edge (sha)`;
  await sql`vacuum analyze edge`;
}

/** The same question in SQL alone: how many commits are reachable from one and not from the other. */
export async function rangeBySql(sql: Sql, head: string, base: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with recursive
      mine as (select ${head}::text as sha union select edge.parent from mine join edge using (sha)),
      theirs as (select ${base}::text as sha union select edge.parent from theirs join edge using (sha))
    select count(*) as count from (select sha from mine except select sha from theirs) as carried`;
  return row?.count ?? -1;
}
