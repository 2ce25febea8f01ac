// What is read of each table, and what its columns hold: the reader and the meaning agree on it.

/** Written by people. */
export const TYPED: ReadonlySet<string> = new Set(
  `short_description description justification implementation_plan backout_plan test_plan risk_impact_analysis close_notes
  cab_recommendation review_comments comments`.split(/\s+/),
);

export const PEOPLE: ReadonlySet<string> = new Set(
  'requested_by opened_by assigned_to closed_by cab_delegate caller_id resolved_by approver'.split(' '),
);

export const TIMES: ReadonlySet<string> = new Set(
  'start_date end_date work_start work_end cab_date_time conflict_last_run expected_start due_date'.split(' '),
);

/** Whose being empty is a fact; of the others only a value is. */
export const REQUIRED: ReadonlySet<string> = new Set(
  `short_description description justification implementation_plan backout_plan test_plan risk_impact_analysis requested_by
  start_date end_date cmdb_ci`.split(/\s+/),
);

/** Of every row. */
const SYSTEM = ['sys_id', 'sys_created_on', 'sys_created_by', 'sys_updated_on', 'sys_updated_by', 'sys_mod_count'];

const TASK = `number state short_description description priority urgency impact assigned_to assignment_group opened_by closed_by
  close_code close_notes cmdb_ci business_service service_offering on_hold on_hold_reason work_start work_end parent approval
  correlation_id`.split(/\s+/);

const CHANGE = `type chg_model phase risk category requested_by start_date end_date justification implementation_plan
  risk_impact_analysis backout_plan test_plan cab_required cab_date_time cab_delegate cab_recommendation conflict_status
  conflict_last_run unauthorized review_status review_comments std_change_producer_version outside_maintenance_schedule`.split(/\s+/);

const CHANGE_TASK = ['change_request', 'change_task_type', 'planned_start_date', 'planned_end_date', 'expected_start', 'due_date', 'order'];

const INCIDENT = `number state severity priority short_description opened_at opened_by caller_id resolved_at resolved_by closed_at
  closed_by caused_by rfc business_service cmdb_ci close_code`.split(/\s+/);

export const COLUMNS = {
  change_request: [...SYSTEM, ...TASK, ...CHANGE],
  change_task: [...SYSTEM, ...TASK, ...CHANGE_TASK],
  incident: [...SYSTEM, ...INCIDENT],
  sysapproval_approver: [...SYSTEM, 'sysapproval', 'sysapproval.sys_class_name', 'approver', 'state', 'group', 'comments'],
  sysapproval_group: [...SYSTEM, 'parent', 'parent.sys_class_name', 'assignment_group', 'approval'],
  task_ci: [...SYSTEM, 'task', 'task.sys_class_name', 'ci_item'],
  sys_audit_delete: ['sys_id', 'tablename', 'documentkey', 'user', 'payload', 'sys_created_on', 'sys_created_by'],
} as const satisfies Record<string, readonly string[]>;

export type Table = keyof typeof COLUMNS;

/** Tables whose rows are tickets. */
export const TICKET_TABLES = ['change_request', 'change_task'] as const;
export type TicketTable = (typeof TICKET_TABLES)[number];

/** What a row says of itself, and what has a fact of its own. */
export const NOT_READ: ReadonlySet<string> = new Set([...SYSTEM, 'number', 'opened_at', 'closed_at', 'comments', 'work_notes']);

/** Columns that the hub knows by one name in every tool. */
export function hubField(table: string, column: string): string {
  if (column === 'state') return 'status';
  if (column === 'type') return 'issuetype';
  return column === 'change_request' && table === 'change_task' ? 'parent' : column;
}
