import type { Connector } from '#contract';
import { exampleConfig, type ExampleConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

/** An imaginary deploy tool, whole and small: copy the folder, and change it file by file. */
const example: Connector<ExampleConfig> = {
  kind: 'example',
  config: exampleConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [],
};

export default example;
