import type { ChangeRecord } from '../../correlate/index.js';
import type { Row } from '../write/versions.js';

/** The record of a change without a ticket, with the deployments that it is known by. */
export interface WithoutTicket {
  readonly record: ChangeRecord;
  readonly source: string;
  readonly deployments: readonly string[];
}

/** Its row of `change_state`. */
export function withoutTicketState({ record, source, deployments }: WithoutTicket): Row {
  const { change, services, teams, environments, createdAt, startedAt } = record;
  return {
    ticket: change,
    key: '',
    source,
    is_change: true,
    issue_type: '',
    status: '',
    status_name: '',
    stage: '',
    services,
    teams,
    environments,
    created_from: createdAt,
    started_from: startedAt,
    deployments,
    deadlines: [],
  };
}
