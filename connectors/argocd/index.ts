import type { Connector } from '#contract';
import { argocdConfig, type ArgocdConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const argocd: Connector<ArgocdConfig> = {
  kind: 'argocd',
  config: argocdConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'deployment.finished of a sync that failed, was partial or healed itself, and was followed by another before a poll',
    'deployment.finished of an application that was deleted before a poll',
    'infrastructure.drifted that was healed by a sync which was followed by another before a poll',
  ],
};

export default argocd;
