import type { Connector } from '#contract';
import { jiraConfig, type JiraConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const jira: Connector<JiraConfig> = {
  kind: 'jira',
  config: jiraConfig,
  secrets: ['token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'ticket.deleted with who deleted it and when',
    'ticket.commented of a text that was changed again before a poll',
    'ticket.field_changed by which a comment or a link was removed',
    'anything of a ticket that was deleted before a poll',
  ],
};

export default jira;
