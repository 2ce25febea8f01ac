import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sql } from '../../src/db/pool.js';

type Rows = readonly Readonly<Record<string, string>>[];

/** What a folder says of itself, read without any of the project's code. */
export interface Expected {
  /** `tag sha`, sorted. */
  readonly contents: readonly string[];
  /** `number tag`, sorted. */
  readonly firstReleases: readonly string[];
  readonly commits: Rows;
  /** The tags that are deployed. */
  readonly releases: readonly string[];
  readonly merged: readonly { readonly number: number; readonly mergeCommit: string }[];
}

export async function expectedOf(folder: string): Promise<Expected> {
  const csv = async (...path: string[]): Promise<Rows> => parse(await readFile(join(folder, ...path), 'utf8'), { columns: true });
  const pulls = JSON.parse(await readFile(join(folder, 'pulls.json'), 'utf8')) as {
    number: number;
    state: string;
    merge_commit_sha: string | null;
  }[];
  const contents = await csv('expected', 'release_contents.csv');
  const first = await csv('expected', 'pr_first_release.csv');
  return {
    contents: contents.map((row) => `${row['release'] ?? ''} ${row['commit_sha'] ?? ''}`).sort(),
    firstReleases: first
      .filter((row) => row['first_release'] !== '')
      .map((row) => `${row['pr_number'] ?? ''} ${row['first_release'] ?? ''}`)
      .sort(),
    commits: await csv('commits.csv'),
    releases: (await csv('releases.csv'))
      .filter((row) => row['is_prerelease'] === '0' && row['on_default_branch'] === '1')
      .map((row) => row['tag'] ?? ''),
    merged: pulls.flatMap(({ number, state, merge_commit_sha: mergeCommit }) =>
      state === 'merged' && mergeCommit ? [{ number, mergeCommit }] : [],
    ),
  };
}

/** What the hub says: `tag sha` of every carried commit, sorted. */
export async function carriedIn(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ line: string }[]>`
    select d.git_ref || ' ' || c.sha as line
    from deployment_commit c join deployment d using (deployment)
    where c.direction = 'CARRIES' and c.recorded_to is null`;
  return rows.map((row) => row.line).sort();
}

/** `number tag` of the first deployment, in the order of start and of the tool's ids, that carries each pull request's merge commit. */
export async function firstReleasesIn(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ line: string }[]>`
    select distinct on (p.pull_request) p.number || ' ' || d.git_ref as line
    from link l
    join pull_request p on p.pull_request = l.to_ref
    join deployment d on d.deployment = l.from_ref
    join deployment_range r on r.deployment = d.deployment and r.recorded_to is null
    where l.recorded_to is null and l.method = 'RELATION' and l.place = 'merge_commit'
    order by p.pull_request, r.start_from, split_part(d.deployment, ':', 3)::bigint`;
  return rows.map((row) => row.line).sort();
}

/**
 * `tag ANSWER` of direct-push for every release, computed from the folder alone: a commit came through a pull request when
 * it is a merge commit of a merged one, lies behind the later parents of one and not before it, or was rebased from one.
 */
export function directPushOf({ releases, contents, commits, merged }: Expected): readonly string[] {
  const parents = new Map(commits.map((row) => [row['sha'] ?? '', (row['parents'] ?? '').split(' ').filter(Boolean)]));
  const mergedNumbers = new Set(merged.map(({ number }) => String(number)));
  const through = new Set(commits.filter((row) => mergedNumbers.has(row['pr_number'] ?? '')).map((row) => row['sha'] ?? ''));
  for (const { mergeCommit } of merged) {
    const [first, ...others] = parents.get(mergeCommit) ?? [];
    const before = reachable(parents, first === undefined ? [] : [first]);
    for (const sha of reachable(parents, others)) if (!before.has(sha)) through.add(sha);
    through.add(mergeCommit);
  }
  const answers = new Map(releases.map((tag) => [tag, 'PASS']));
  for (const line of contents) {
    const [tag = '', sha = ''] = line.split(' ');
    if (!through.has(sha)) answers.set(tag, 'GAP');
  }
  return [...answers].map(([tag, answer]) => `${tag} ${answer}`).sort();
}

function reachable(parents: ReadonlyMap<string, readonly string[]>, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [...from];
  for (let sha = left.pop(); sha !== undefined; sha = left.pop()) {
    if (found.has(sha)) continue;
    found.add(sha);
    left.push(...(parents.get(sha) ?? []));
  }
  return found;
}
