import type { Connector } from '#contract';
import { env0Config, type Env0Config } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const env0: Connector<Env0Config> = {
  kind: 'env0',
  config: env0Config,
  secrets: ['apiKeySecret', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'approval.decided with the moment of the decision',
    'approval.requested of a deployment that was resumed or cancelled by nobody',
  ],
};

export default env0;
