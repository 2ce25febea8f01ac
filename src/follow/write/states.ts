import type { Versioned } from './versions.js';

/** What a ticket, or what reached production without one, is as a change. */
export const STATE: Versioned = {
  table: 'change_state',
  key: ['ticket'],
  by: 'ticket',
  columns: {
    key: 'text',
    source: 'text',
    is_change: 'boolean',
    issue_type: 'text',
    status: 'text',
    status_name: 'text',
    stage: 'text',
    services: 'text[]',
    teams: 'text[]',
    environments: 'text[]',
    created_from: 'timestamptz',
    started_from: 'timestamptz',
    deployments: 'text[]',
    deadlines: 'jsonb',
  },
};
