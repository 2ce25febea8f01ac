import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Repository } from '../../src/sample/index.js';
import { BadHistory, loadHistory } from '../../src/sample/index.js';

const SHAS = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40));
const [A, B, C, D] = SHAS as [string, string, string, string];
const FILES = {
  'commits.csv': `sha,parents,tree,author_id,committer_id,is_bot,web_committed,author_time,commit_time,on_first_parent,pr_number,subject,body
${A},,${A},p,p,0,0,2020-01-01T00:00:00Z,2020-01-01T00:00:00Z,1,,"First, with ""quotes""","two
lines"
${B},${A},${B},p,p,0,0,2020-01-02T00:00:00Z,2020-01-02T00:00:00Z,0,,Side,
${C},${A} ${B},${C},p,p,0,0,2020-01-03T00:00:00Z,2020-01-03T00:00:00Z,1,4,Merge (#4),
`,
  'pulls.json': JSON.stringify([
    {
      number: 4,
      state: 'merged',
      merge_method: 'merge',
      head_sha: D,
      base_sha: A,
      merge_commit_sha: C,
      head_ref: null,
      title: 'Four',
      merged_at: '2020-01-03T00:00:00Z',
      first_commit_authored_at: '2020-01-02T00:00:00Z',
      last_commit_time: '2020-01-02T00:00:00Z',
    },
    {
      number: 5,
      state: 'closed_or_unmerged',
      merge_method: null,
      head_sha: A,
      base_sha: A,
      merge_commit_sha: null,
      head_ref: null,
      title: '',
      merged_at: null,
      first_commit_authored_at: null,
      last_commit_time: null,
    },
  ]),
  'pull_commits.csv': `pr_number,position,sha,parents,author_id,author_time,commit_time,subject
4,0,${D},${A},p,2020-01-02T00:00:00Z,2020-01-02T00:00:00Z,Work
`,
  // Two releases in one second: the file names the descendant first.
  'releases.csv': `tag,object_type,target_sha,tag_time,target_commit_time,is_prerelease,on_default_branch
v2,commit,${C},2020-01-05T00:00:00Z,2020-01-03T00:00:00Z,0,1
v1,tag,${A},2020-01-05T00:00:00Z,2020-01-01T00:00:00Z,0,1
v2-rc,commit,${C},2020-01-04T00:00:00Z,2020-01-03T00:00:00Z,1,1
v0-side,commit,${'e'.repeat(40)},2020-01-04T00:00:00Z,,0,0
`,
};

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'history-')), 'acme__pay');
  await mkdir(folder);
  for (const [file, text] of Object.entries(FILES)) await writeFile(join(folder, file), text);
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));
const loaded = async (): Promise<Repository> => (await loadHistory(folder)).repositories[0] as Repository;

describe('a git-history folder', () => {
  it('becomes a repository named by the folder, with the end of the first-parent line as its head', async () => {
    const repository = await loaded();
    expect([repository.owner.login, repository.name, repository.branches.get('main')]).toEqual(['acme', 'pay', C]);
    expect((await loaded()).id).toBe(repository.id);
    expect(repository.commits.map(({ sha, message, author, pulls }) => ({ sha, message, author, pulls }))).toEqual([
      { sha: A, message: 'First, with "quotes"\n\ntwo\nlines', author: null, pulls: [] },
      { sha: B, message: 'Side', author: null, pulls: [] },
      { sha: C, message: 'Merge (#4)', author: null, pulls: [4] },
      { sha: D, message: 'Work', author: null, pulls: [4] },
    ]);
  });

  it('deploys each stable release of the default branch to production, the ancestor first within one second', async () => {
    const { deployments, releases, tags } = await loaded();
    expect(deployments.map(({ ref, sha }) => [ref, sha])).toEqual([
      ['v1', A],
      ['v2', C],
    ]);
    expect(releases.map(({ tag }) => tag)).toEqual(['v1', 'v2']);
    expect(deployments.flatMap(({ statuses }) => statuses.map(({ id, state, createdAt }) => [id, state, createdAt]))).toEqual(
      [
        [0, 'in_progress'],
        [1, 'success'],
        [2, 'in_progress'],
        [3, 'success'],
      ].map(([id, state]) => [4_000_000 + (id as number), state, '2020-01-05T00:00:00Z']),
    );
    expect(tags.map(({ name, annotated }) => [name, annotated])).toEqual([
      ['v2', false],
      ['v1', true],
      ['v2-rc', false],
      ['v0-side', false],
    ]);
  });

  it('gives pull requests ids and times that GitHub always has, and no people', async () => {
    const [four, five] = (await loaded()).pulls;
    expect(four).toMatchObject({
      id: 1_000_004,
      state: 'MERGED',
      author: null,
      mergedBy: null,
      createdAt: '2020-01-02T00:00:00Z',
      mergedAt: '2020-01-03T00:00:00Z',
      head: { ref: 'pull-4' },
      commits: [D],
    });
    expect(five).toMatchObject({
      id: 1_000_005,
      state: 'CLOSED',
      createdAt: '2020-01-01T00:00:00Z',
      closedAt: '2020-01-01T00:00:00Z',
      mergeCommit: null,
    });
  });

  it.each(Object.keys(FILES))('is refused without %s, in a sentence that names it', async (file) => {
    await rm(join(folder, file));
    await expect(loadHistory(folder)).rejects.toThrow(new RegExp(`^${file} is missing in `));
  });

  it.each([
    ['commits.csv', 'commits.csv line 4: parents "xyz" is no list of commit ids.', (text: string) => text.replace(`${B},${A}`, `${B},xyz`)],
    ['commits.csv', 'commits.csv line 1: the column sha is missing.', (text: string) => text.replace('sha,', 'id,')],
    [
      'commits.csv',
      'commits.csv has 2 ends of its first-parent line (on_first_parent=1); a default branch has exactly one.',
      (text: string) => text.replace(',0,,Side', ',1,,Side'),
    ],
    [
      'releases.csv',
      'releases.csv line 3: tag_time "yesterday" is no UTC time to the second.',
      (text: string) => text.replace(`${A},2020-01-05T00:00:00Z`, `${A},yesterday`),
    ],
    [
      'releases.csv',
      `releases.csv: v1 is on the default branch and its commit ${'f'.repeat(40)} is not in commits.csv.`,
      (text: string) => text.replace(`v1,tag,${A}`, `v1,tag,${'f'.repeat(40)}`),
    ],
    [
      'pulls.json',
      'pulls.json entry 2: number "5" Invalid input: expected number, received string.',
      (text: string) => text.replace('"number":5', '"number":"5"'),
    ],
    ['pulls.json', 'pulls.json holds no list of pull requests.', () => '{}'],
    ['pull_commits.csv', /^pull_commits\.csv is no CSV: .*line 2/, (text: string) => text.replace(',Work', ',Work,more')],
  ] as const)('is refused with %s in disorder: %s', async (file, sentence, spoil) => {
    const path = join(folder, file);
    await writeFile(path, spoil(await readFile(path, 'utf8')));
    const refusal = await loadHistory(folder).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(BadHistory);
    expect((refusal as Error).message).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
  });
});
