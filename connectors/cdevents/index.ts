import type { Connector } from '#contract';
import { cdeventsConfig, type CdeventsConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const cdevents: Connector<CdeventsConfig> = {
  kind: 'cdevents',
  config: cdeventsConfig,
  secrets: ['webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: ['everything: a sender of CDEvents or of provenance cannot be asked again'],
};

export default cdevents;
