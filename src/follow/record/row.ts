import type { ChangeRecord } from '../../correlate/index.js';
import type { Row, Versioned } from '../write/versions.js';

export const RECORD: Versioned = {
  table: 'change_record',
  key: ['change'],
  by: 'change',
  columns: {
    kind: 'text',
    change_class: 'text',
    issue_type: 'text',
    risk: 'text',
    services: 'text[]',
    teams: 'text[]',
    environments: 'text[]',
    stage: 'text',
    outcome: 'text',
    outcome_from: 'text',
    outcome_at: 'timestamptz',
    delayed: 'boolean',
    created_at: 'timestamptz',
    approved_at: 'timestamptz',
    approved_undated: 'boolean',
    started_at: 'timestamptz',
    finished_at: 'timestamptz',
    closed_at: 'timestamptz',
    backed_out_at: 'timestamptz',
    stay_stages: 'text[]',
    stay_since: 'timestamptz[]',
    stay_until: 'timestamptz[]',
    stages: 'jsonb',
    contents: 'jsonb',
    proofs: 'jsonb',
    details: 'jsonb',
  },
};

export const WAIT: Versioned = {
  table: 'change_wait',
  key: ['change'],
  by: 'change',
  columns: { waited_for: 'text[]', stages: 'text[]', since: 'timestamptz[]', until: 'timestamptz[]' },
};

export function waitRows({ change, stages }: ChangeRecord): readonly Row[] {
  const waits = staysOf(stages).flatMap((stay) => stay.waitingFor.map((who) => ({ ...stay, who })));
  if (waits.length === 0) return [];
  const [since, until] = [waits.map(({ from }) => from), waits.map(({ to }) => to)];
  return [{ change, waited_for: waits.map(({ who }) => who), stages: waits.map(({ stage }) => stage), since, until }];
}

/** What stays in no stage that policy knows is no stay; in CLOSED nobody waits for anything any more. */
function staysOf(stages: ChangeRecord['stages']): ChangeRecord['stages'] {
  return stages.filter(({ stage }) => stage !== null && stage !== 'CLOSED');
}

export function recordRow(record: ChangeRecord): Row {
  const {
    changeClass,
    issueType,
    outcomeFrom,
    outcomeAt,
    createdAt,
    approvedAt,
    approvedUndated,
    startedAt,
    finishedAt,
    closedAt,
    backedOutAt,
    ...rest
  } = record;
  const stays = staysOf(record.stages);
  return {
    ...rest,
    stay_stages: stays.map(({ stage }) => stage),
    stay_since: stays.map(({ from }) => from),
    stay_until: stays.map(({ to }) => to),
    change_class: changeClass,
    issue_type: issueType,
    outcome_from: outcomeFrom,
    outcome_at: outcomeAt,
    created_at: createdAt,
    approved_at: approvedAt,
    approved_undated: approvedUndated,
    started_at: startedAt,
    finished_at: finishedAt,
    closed_at: closedAt,
    backed_out_at: backedOutAt,
  };
}
