import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface MadeHistory {
  readonly folder: string;
  /** `tag sha` of every release, sorted. */
  readonly contents: readonly string[];
}

const sha = (number: number) => number.toString(16).padStart(40, '0');
const time = (number: number) => new Date(Date.UTC(2024, 0, 1) + number * 60_000).toISOString().replace('.000Z', 'Z');

/**
 * Writes a history folder: a line of commits, every second one the squash of a pull request, and a release after every
 * `perRelease`; what each release contains follows from how it is made.
 */
export async function makeHistory(parent: string, commits: number, perRelease: number): Promise<MadeHistory> {
  const folder = join(parent, 'acme__pay');
  await mkdir(folder);
  const numbers = Array.from({ length: commits }, (_, nth) => nth + 1);
  const pulls = numbers.filter((number) => number % 2 === 0);
  const releases = numbers.filter((number) => number % perRelease === 0);
  await Promise.all([
    writeFile(join(folder, 'commits.csv'), csv(COMMITS, numbers.map(commitRow))),
    writeFile(join(folder, 'pull_commits.csv'), csv(PULL_COMMITS, pulls.map(pullCommitRow))),
    writeFile(join(folder, 'pulls.json'), JSON.stringify(pulls.map(pullEntry))),
    writeFile(join(folder, 'releases.csv'), csv(RELEASES, releases.map(releaseRow))),
  ]);
  const inReleases = numbers.filter((number) => number <= (releases.at(-1) ?? 0));
  const contents = inReleases.map((number) => `v${Math.ceil(number / perRelease) * perRelease} ${sha(number)}`).sort();
  return { folder, contents };
}

const COMMITS = 'sha,parents,tree,author_time,commit_time,on_first_parent,pr_number,subject,body';
const PULL_COMMITS = 'pr_number,position,sha,parents,author_time,commit_time,subject';
const RELEASES = 'tag,object_type,target_sha,tag_time,is_prerelease,on_default_branch';

function csv(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;
}

function commitRow(number: number): readonly (string | number)[] {
  const parent = number === 1 ? '' : sha(number - 1);
  return [
    sha(number),
    parent,
    sha(900_000 + number),
    time(number),
    time(number),
    1,
    number % 2 === 0 ? number : '',
    `Change ${number}`,
    '',
  ];
}

function pullCommitRow(number: number): readonly (string | number)[] {
  return [number, 0, sha(500_000 + number), sha(number - 1), time(number), time(number), `Change ${number}`];
}

function pullEntry(number: number): object {
  const at = time(number);
  const ends = { merged_at: at, first_commit_authored_at: at, last_commit_time: at };
  const shas = { head_sha: sha(500_000 + number), base_sha: sha(number - 1), merge_commit_sha: sha(number) };
  return { number, state: 'merged', head_ref: null, title: `Change ${number}`, ...shas, ...ends };
}

function releaseRow(number: number): readonly (string | number)[] {
  return [`v${number}`, 'commit', sha(number), time(number), 0, 1];
}
