import type { Connector } from '#contract';
import { serviceNowConfig, type ServiceNowConfig } from './config.js';
import { normaliser } from './normalise.js';
import { poll } from './poll.js';
import { webhook } from './webhook.js';

const servicenow: Connector<ServiceNowConfig> = {
  kind: 'servicenow',
  config: serviceNowConfig,
  secrets: ['password', 'token', 'webhookSecret'],
  webhook,
  poll,
  normaliser,
  webhookOnly: [
    'ticket.deleted with who deleted it and when, where deletions are not audited',
    'ticket.status_changed and ticket.field_changed of a table or column that is not audited',
    'anything of a ticket that was deleted before a poll',
  ],
};

export default servicenow;
