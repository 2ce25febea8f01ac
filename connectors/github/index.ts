import type { Connector } from '#contract';
import { githubConfig, type GithubConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const github: Connector<GithubConfig> = {
  kind: 'github',
  config: githubConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'tag.moved',
    'tag.deleted',
    'pull_request.closed of a pull request that was opened again',
    'pull_request.updated of a head that was replaced before a poll',
    'pull_request.edited of a base that was changed again before a poll',
    'repository.renamed and repository.transferred that were undone before the reading',
    'check.finished of a commit that was neither merged nor deployed',
    'build.started and build.finished of an attempt begun more than a day after its run was created',
    'policy.evaluated of a merge queue',
    'check.finished of an alert that was opened again and closed before a poll',
    'artifact.published of an image',
    'protection.changed',
  ],
};

export default github;
