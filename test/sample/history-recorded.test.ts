import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { comparison, historyOf } from '../../src/sample/github/graph.js';
import type { GitHub, Repository } from '../../src/sample/index.js';
import { loadHistory, startGitHub } from '../../src/sample/index.js';
import { TOKEN, get, graphql } from './small-world.js';

const recorded = process.env['RECORDED'] && join(process.env['RECORDED'], 'git-history');
const histories = [
  { name: 'mattermost__mattermost-plugin-jira', commits: 716, branch: 3384, pulls: 869, merged: 651, tags: 76, stable: 32 },
  { name: 'octokit__webhooks.js', commits: 1015, branch: 2396 - 30, pulls: 1001, merged: 604, tags: 288, stable: 256 },
];

describe.skipIf(!recorded || !existsSync(recorded))('the recorded histories (in the folder that RECORDED names)', () => {
  let github: GitHub | undefined;
  afterEach(() => github?.close());

  it.each(histories)('$name has what its description says, and its head reaches every stable release', async ({ name, ...expected }) => {
    const repository = (await loadHistory(join(recorded as string, name))).repositories[0] as Repository;
    const head = repository.branches.get('main') as string;
    expect(historyOf(repository, head)?.total()).toBe(expected.commits);
    expect(repository.commits).toHaveLength(expected.commits + expected.branch);
    expect([repository.pulls.length, repository.pulls.filter(({ state }) => state === 'MERGED').length]).toEqual([
      expected.pulls,
      expected.merged,
    ]);
    expect([repository.tags.length, repository.releases.length, repository.deployments.length]).toEqual([
      expected.tags,
      expected.stable,
      expected.stable,
    ]);
    for (const { sha } of repository.deployments) expect(comparison(repository, sha, head)?.behind).toEqual([]);
    const times = repository.deployments.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort());
  });

  it.each(histories)('$name releases what its expected contents say, by comparison over HTTP', async ({ name }) => {
    const world = await loadHistory(join(recorded as string, name));
    github = await startGitHub(world, { token: TOKEN });
    const path = `/repositories/${world.repositories[0]?.id}`;
    const lines = (await readFile(join(recorded as string, name, 'expected', 'release_contents.csv'), 'utf8')).trim().split('\n').slice(1);
    const wanted = groupedByFirst(lines);
    const tags = world.repositories[0]?.deployments.map(({ ref }) => ref) ?? [];
    for (const [index, tag] of tags.entries()) {
      if (index === 0) continue;
      const { body } = await get(github, `${path}/compare/${tags[index - 1]}...${encodeURIComponent(tag)}`);
      const { commits, total_commits: total } = body as { commits: { sha: string }[]; total_commits: number };
      expect([tag, total, commits.map(({ sha }) => sha).sort()]).toEqual([
        tag,
        wanted.get(tag)?.length ?? 0,
        wanted.get(tag)?.sort() ?? [],
      ]);
    }
  });

  it('says 403 and FORBIDDEN where the folder has nothing', async () => {
    github = await startGitHub(await loadHistory(join(recorded as string, 'octokit__webhooks.js')), { token: TOKEN });
    const statuses = [];
    for (const tail of ['activity', 'pulls/835/reviews', 'commits/main/check-runs', 'branches/main/protection'])
      statuses.push((await get(github, `/repos/octokit/webhooks.js/${tail}`)).status);
    expect(statuses).toEqual([403, 403, 403, 403]);
    const said = await graphql(
      github,
      '{ repository(owner: "octokit", name: "webhooks.js") { pullRequest(number: 835) { reviews(first: 1) { nodes { id } } commits(first: 1) { totalCount } } } }',
    );
    expect([said.data, said.errors?.[0]?.type]).toEqual([
      { repository: { pullRequest: { reviews: null, commits: { totalCount: 29 } } } },
      'FORBIDDEN',
    ]);
  });
});

function groupedByFirst(lines: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const line of lines) {
    const [tag = '', sha = ''] = line.split(',');
    groups.set(tag, [...(groups.get(tag) ?? []), sha]);
  }
  return groups;
}
