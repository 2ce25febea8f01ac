import type { Connector } from '#contract';
import { gitlabConfig, type GitlabConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const gitlab: Connector<GitlabConfig> = {
  kind: 'gitlab',
  config: gitlabConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'tag.moved',
    'tag.deleted',
    'branch.pushed, branch.created and branch.deleted that are older than GitLab keeps events of pushes',
    'pull_request.edited of a base that was changed again before a poll',
    'repository.renamed and repository.transferred that were undone before the reading',
    'build.finished and check.finished of a pipeline that ended otherwise before it was run again',
    'deployment.started of a deployment that no job made, and that ended before a poll',
  ],
};

export default gitlab;
