import type { Connector } from '#contract';
import { jenkinsConfig, type JenkinsConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const jenkins: Connector<JenkinsConfig> = {
  kind: 'jenkins',
  config: jenkinsConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'anything of a build that was rotated away or deleted before a poll',
    'approval.requested of an input that was answered before a poll or a webhook',
  ],
};

export default jenkins;
