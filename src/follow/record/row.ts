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
    started_at: 'timestamptz',
    finished_at: 'timestamptz',
    closed_at: 'timestamptz',
    backed_out_at: 'timestamptz',
    stages: 'jsonb',
    contents: 'jsonb',
    proofs: 'jsonb',
    details: 'jsonb',
  },
};

export const STAY: Versioned = {
  table: 'change_stay',
  key: ['change', 'nth'],
  by: 'change',
  columns: { stage: 'text', since: 'timestamptz', until: 'timestamptz', waiting_for: 'text[]' },
};

/** What stays in no stage that policy knows is no stay. */
export function stayRows({ change, stages }: ChangeRecord): readonly Row[] {
  return stages.flatMap(({ stage, from, to, waitingFor }, nth) =>
    stage === null ? [] : [{ change, nth: String(nth).padStart(4, '0'), stage, since: from, until: to, waiting_for: waitingFor }],
  );
}

export function recordRow(record: ChangeRecord): Row {
  const { changeClass, issueType, outcomeFrom, outcomeAt, createdAt, approvedAt, startedAt, finishedAt, closedAt, backedOutAt, ...rest } =
    record;
  return {
    ...rest,
    change_class: changeClass,
    issue_type: issueType,
    outcome_from: outcomeFrom,
    outcome_at: outcomeAt,
    created_at: createdAt,
    approved_at: approvedAt,
    started_at: startedAt,
    finished_at: finishedAt,
    closed_at: closedAt,
    backed_out_at: backedOutAt,
  };
}
