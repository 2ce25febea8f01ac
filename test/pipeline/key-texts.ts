import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Row = Readonly<Record<string, string>>;

/** A row of `expected/issue_key_to_release.csv`; no release: it has not come out yet. */
export interface ExpectedLink {
  readonly key: string;
  readonly pull: string;
  readonly release: string;
}

/** Where a text of a pull request stands; `listed`: the subject of a commit that the folder lists for it. */
export type TextPlace = 'title' | 'branch' | 'subject' | 'listed' | 'body';

export interface KeyText {
  readonly pull: string;
  readonly place: TextPlace;
  readonly text: string;
}

export interface FolderTexts {
  readonly expected: readonly ExpectedLink[];
  /** The release in which each merged pull request came out first; those that did not are left out. */
  readonly releases: ReadonlyMap<string, string>;
  /** Every text that belongs to a pull request. */
  readonly texts: readonly KeyText[];
  /** Texts of commits that came without one. */
  readonly alone: readonly string[];
}

interface Pull {
  readonly number: number;
  readonly title: string;
  readonly head_ref: string | null;
  readonly merge_commit_sha: string | null;
}

/** What a history folder's own texts and tables say, read without any of the project's code. */
export async function textsOf(folder: string): Promise<FolderTexts> {
  const csv = async (...path: string[]): Promise<readonly Row[]> =>
    parse(await readFile(join(folder, ...path), 'utf8'), { columns: true }) as readonly Row[];
  const pulls = JSON.parse(await readFile(join(folder, 'pulls.json'), 'utf8')) as readonly Pull[];
  const commits = await csv('commits.csv');
  const listed = await csv('pull_commits.csv');
  const byMerge = new Map(pulls.flatMap(({ number, merge_commit_sha: sha }) => (sha === null ? [] : [[sha, String(number)]])));
  const pullOf = (row: Row): string => row['pr_number'] || (byMerge.get(row['sha'] ?? '') ?? '');
  return {
    expected: (await csv('expected', 'issue_key_to_release.csv')).map((row) => ({
      key: row['issue_key'] ?? '',
      pull: row['pr_number'] ?? '',
      release: row['first_release'] ?? '',
    })),
    releases: new Map(
      (await csv('expected', 'pr_first_release.csv'))
        .filter((row) => row['first_release'] !== '')
        .map((row) => [row['pr_number'] ?? '', row['first_release'] ?? '']),
    ),
    texts: [
      ...pulls.flatMap(({ number, title, head_ref: branch }) => [
        of(String(number), 'title', title),
        of(String(number), 'branch', branch ?? ''),
      ]),
      ...listed.map((row) => of(row['pr_number'] ?? '', 'listed', row['subject'] ?? '')),
      ...commits
        .filter(pullOf)
        .flatMap((row) => [of(pullOf(row), 'subject', row['subject'] ?? ''), of(pullOf(row), 'body', row['body'] ?? '')]),
    ],
    alone: commits.filter((row) => !pullOf(row)).map((row) => `${row['subject'] ?? ''}\n${row['body'] ?? ''}`),
  };
}

function of(pull: string, place: TextPlace, text: string): KeyText {
  return { pull, place, text };
}

/** Whether the key stands in the text as a whole word; names of branches are typed small, too. */
export function stands(key: string, { place, text }: Pick<KeyText, 'place' | 'text'>): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${key}(?![\\p{L}\\p{N}])`, place === 'branch' ? 'iu' : 'u').test(text);
}

/** Keys of these projects in the text, as whole words. */
export function keysIn(text: string, projects: string): readonly string[] {
  return text.match(new RegExp(`(?<![\\p{L}\\p{N}])(?:${projects})-[1-9]\\d*(?![\\p{L}\\p{N}])`, 'gu')) ?? [];
}
