import type { Connector } from '#contract';
import { pagerdutyConfig, type PagerdutyConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const pagerduty: Connector<PagerdutyConfig> = {
  kind: 'pagerduty',
  config: pagerdutyConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'incident.opened by which an incident that was resolved is opened again',
    'incident.resolved of an incident that was opened again before it was read',
  ],
};

export default pagerduty;
