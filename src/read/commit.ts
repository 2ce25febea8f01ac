import type { Sql } from '../db/pool.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

type Direction = 'CARRIES' | 'TAKES_OUT';

export interface CommitRow {
  readonly repository: string;
  readonly sha: string;
}

/** For each deployment one page of the commits that it carries or takes out, in order of sha. */
export function commitsOf(sql: Sql, direction: Direction, deployments: readonly string[], input: PageInput): Promise<Page<CommitRow>[]> {
  const matching = sql`
    select repository, sha from deployment_commit
    where deployment = w.deployment and direction = ${direction} and recorded_to is null`;
  return pagesOf<CommitRow, CommitRow>(
    sql,
    {
      name: direction,
      kinds: ['text'],
      parents: sql`unnest(${deployments as string[]}::text[])`,
      columns: sql`deployment`,
      matching,
      rows: ({ from, limit }) => sql`${matching} and sha > ${String(from?.[0] ?? '')} order by sha limit ${limit + 1}`,
      order: sql`p.sha`,
      keyOf: (row) => [row.sha],
      nodeOf: ({ repository, sha }) => ({ repository, sha }),
    },
    input,
  );
}

/** The pull requests that the platform names for each of these commits, at most 200 for one. */
export async function associatedOf(sql: Sql, commits: readonly CommitRow[]): Promise<Map<string, readonly string[]>> {
  const rows = await sql<(CommitRow & { associated: string[] })[]>`
    select c.repository, c.sha, c.associated[1:200] as associated
    from code_commit c
    join unnest(${commits.map((commit) => commit.repository)}::text[], ${commits.map((commit) => commit.sha)}::text[]) as w (repository, sha)
      on w.repository = c.repository and w.sha = c.sha`;
  return new Map(rows.map((row) => [commitKey(row), row.associated]));
}

export function commitKey(commit: CommitRow): string {
  return `${commit.repository} ${commit.sha}`;
}
