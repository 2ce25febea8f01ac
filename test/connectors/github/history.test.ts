import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadHistory, type Repository } from '../../../src/sample/index.js';
import { commitsIn, connected, eventsOf } from './reading.js';
import github from '../../../connectors/github/index.js';

/** What GitHub can show: all that is reachable from the default branch, and the commits of every pull request. */
function reachable({ branches, defaultBranch, commits, pulls }: Repository): Set<string> {
  const parents = new Map(commits.map((commit) => [commit.sha, commit.parents]));
  const left = [branches.get(defaultBranch) ?? ''];
  const found = new Set(pulls.flatMap((pull) => pull.commits));
  const walked = new Set<string>();
  for (let sha = left.pop(); sha !== undefined; sha = left.pop()) {
    if (walked.has(sha)) continue;
    walked.add(sha);
    left.push(...(parents.get(sha) ?? []));
  }
  return new Set([...found, ...walked]);
}

const recorded = process.env['RECORDED'];

describe.skipIf(!recorded)('a recorded history (folder in RECORDED)', () => {
  it.each(['mattermost__mattermost-plugin-jira', 'octokit__webhooks.js'])('%s is read whole through the poll door', async (folder) => {
    const world = await loadHistory(join(recorded ?? '', 'git-history', folder));
    const [repository] = world.repositories;
    if (!repository) throw new Error('a history without a repository');
    const { server, io } = await connected(world, { repositories: [`${repository.owner.login}/${repository.name}`] });
    try {
      const streams = await github.poll.streams(io);
      const records = [];
      for (const stream of streams) for await (const page of github.poll.read(stream, null, io)) records.push(...page.records);
      const events = eventsOf(records);
      const count = (type: string) => events.filter((event) => event.type === type).length;
      expect(new Set(commitsIn(records))).toEqual(reachable(repository));
      expect(count('pull_request.opened')).toBe(repository.pulls.length);
      expect(count('pull_request.merged')).toBe(repository.pulls.filter(({ mergedAt }) => mergedAt !== null).length);
      expect(count('deployment.finished')).toBe(repository.deployments.length);
      expect(count('tag.created')).toBe(repository.tags.length);
    } finally {
      await server.close();
    }
  });
});
