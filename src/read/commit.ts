import type { Sql } from '../db/pool.js';
import { countOf, withAsOf } from './as-of.js';
import { pageOf, sliceOf, type Page, type PageInput } from './page.js';

export type Direction = 'CARRIES' | 'TAKES_OUT';

export interface CommitRow {
  readonly repository: string;
  readonly sha: string;
}

/** One page of the commits that a deployment carries or takes out, in order of sha. */
export async function commitsOf(sql: Sql, deployment: string, direction: Direction, input: PageInput): Promise<Page<CommitRow>> {
  const slice = sliceOf(input, direction, ['text']);
  const [from] = (slice.from ?? ['']) as readonly string[];
  const where = sql`deployment = ${deployment} and direction = ${direction} and recorded_to is null`;
  const query = sql`
    select repository, sha from deployment_commit where ${where} and sha > ${from ?? ''} order by sha limit ${slice.limit + 1}`;
  const { asOf, rows } = await withAsOf<CommitRow>(sql, query, sql`p.sha`);
  return pageOf({
    name: direction,
    slice,
    rows,
    asOf,
    keyOf: (row) => [row.sha],
    nodeOf: ({ repository, sha }) => ({ repository, sha }),
    count: () => countOf(sql, sql`select from deployment_commit where ${where}`),
  });
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
