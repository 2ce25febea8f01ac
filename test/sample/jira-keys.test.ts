import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Jira } from '../../src/sample/index.js';
import { BadHistory, jiraKeysFromHistory, startJira } from '../../src/sample/index.js';
import { DOOR, everyId, get } from './jira-world.js';

const shaOf = (number: number): string => number.toString(16).padStart(40, '0');
const COMMITS = 'sha,parents,tree,author_time,commit_time,on_first_parent,pr_number,subject,body';
const commit = (number: number, subject: string, body = ''): string =>
  `${shaOf(number)},,${shaOf(99)},2026-01-0${number}T00:00:00Z,2026-01-0${number}T00:00:00Z,1,,"${subject}","${body}"`;

describe('the Jira of a git history', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'changeline-keys-'));
    const commits = [
      commit(2, 'PAY-12: refund'),
      commit(1, 'Prepare', 'for PAY-12 and (OPS-3)'),
      commit(3, 'UTF-8 and SHA-256, REPAY-7, PAY-0'),
    ];
    const pull = { number: 1, state: 'closed_or_unmerged', head_sha: shaOf(4), base_sha: shaOf(1), merge_commit_sha: null, head_ref: null };
    const untimed = { merged_at: null, first_commit_authored_at: null, last_commit_time: null };
    await writeFile(join(folder, 'commits.csv'), [COMMITS, ...commits].join('\n'));
    await writeFile(join(folder, 'pulls.json'), JSON.stringify([{ ...pull, ...untimed, title: 'PAY-9/PAY-12 again' }]));
    await writeFile(join(folder, 'pull_commits.csv'), 'pr_number,position,sha,parents,author_time,commit_time,subject\n');
    await writeFile(join(folder, 'releases.csv'), 'tag,object_type,target_sha,tag_time,is_prerelease,on_default_branch\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has an issue for each key of its projects in messages and titles, made at the first mention, and for nothing else', async () => {
    const world = await jiraKeysFromHistory(folder, { projects: ['PAY', 'OPS'] });
    expect(world.issues.map(({ key, created, fields }) => [key, created, fields['summary']])).toEqual([
      ['OPS-3', '2026-01-01T00:00:00.000Z', 'Ticket OPS-3'],
      ['PAY-9', '2026-01-01T00:00:00.000Z', 'Ticket PAY-9'],
      ['PAY-12', '2026-01-01T00:00:00.000Z', 'Ticket PAY-12'],
    ]);
    expect((await jiraKeysFromHistory(folder, { projects: ['OPS'] })).issues.map(({ key }) => key)).toEqual(['OPS-3']);
  });

  it.each([[[]], [['pay']], [['PAY|OPS']]])('refuses the project keys %j', async (projects) => {
    await expect(jiraKeysFromHistory(folder, { projects })).rejects.toThrow(BadHistory);
  });

  it('refuses a folder that lacks a file', async () => {
    await rm(join(folder, 'releases.csv'));
    await expect(jiraKeysFromHistory(folder, { projects: ['PAY'] })).rejects.toThrow('releases.csv is missing');
  });
});

const recorded = process.env['RECORDED'] && join(process.env['RECORDED'], 'git-history', 'mattermost__mattermost-plugin-jira');

describe.skipIf(!recorded || !existsSync(recorded))('the Jira of a recorded history (in the folder that RECORDED names)', () => {
  const projects = ['MM', 'MI'];
  let jira: Jira | undefined;
  afterEach(() => jira?.close());

  it('is the same when the expected answers are not there to be read', async () => {
    const bare = await mkdtemp(join(tmpdir(), 'changeline-keys-'));
    for (const file of ['commits.csv', 'pulls.json', 'pull_commits.csv', 'releases.csv'])
      await cp(join(recorded as string, file), join(bare, file));
    const keys = async (folder: string) => (await jiraKeysFromHistory(folder, { projects })).issues.map(({ key }) => key);
    expect(await keys(bare)).toEqual(await keys(recorded as string));
    await rm(bare, { recursive: true });
  });

  it('has every key of the projects that the subjects of its commits begin with, found by search page after page', async () => {
    const world = await jiraKeysFromHistory(recorded as string, { projects });
    jira = await startJira(world, DOOR);
    const found = await everyId(jira, { jql: 'project in (MM, MI) ORDER BY updated ASC, key ASC', maxResults: 100 });
    expect([found.length, new Set(found).size]).toEqual([world.issues.length, world.issues.length]);
    const text = await readFile(join(recorded as string, 'commits.csv'), 'utf8');
    const begun = new Set([...text.matchAll(/,"?\[?(M[MI]-[1-9]\d*)[\]: ]/g)].map(([, key]) => key as string));
    expect(begun.size).toBeGreaterThan(50);
    for (const key of [...begun].slice(0, 60)) expect((await get(jira, `/rest/api/3/issue/${key}?fields=id`)).status).toBe(200);
    const known = new Set(world.issues.map(({ key }) => key));
    expect([...begun].filter((key) => !known.has(key))).toEqual([]);
  });
});
