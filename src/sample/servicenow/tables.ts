const SYSTEM = 'sys_id sys_created_on sys_created_by sys_updated_on sys_updated_by sys_mod_count sys_class_name';
const TASK = `${SYSTEM} number state short_description description priority urgency impact assigned_to assignment_group opened_by
  opened_at closed_by closed_at close_code close_notes cmdb_ci business_service service_offering on_hold on_hold_reason work_start
  work_end parent approval correlation_id due_date expected_start comments work_notes active`;

/** The tables of the instance and their columns, out of the box and one that somebody added. */
const COLUMNS: Readonly<Record<string, string>> = {
  change_request: `${TASK} type chg_model phase risk category requested_by start_date end_date justification implementation_plan
    risk_impact_analysis backout_plan test_plan cab_required cab_date_time cab_delegate cab_recommendation conflict_status
    conflict_last_run unauthorized review_status review_comments std_change_producer_version outside_maintenance_schedule u_pci`,
  change_task: `${TASK} change_request change_task_type planned_start_date planned_end_date order`,
  incident: `${TASK} severity caller_id resolved_at resolved_by caused_by rfc`,
  sysapproval_approver: `${SYSTEM} sysapproval sysapproval.sys_class_name approver state group comments source_table document_id`,
  sysapproval_group: `${SYSTEM} parent parent.sys_class_name assignment_group approval`,
  task_ci: `${SYSTEM} task task.sys_class_name ci_item`,
  sys_audit: 'sys_id tablename documentkey fieldname oldvalue newvalue user reason record_checkpoint sys_created_on sys_created_by',
  sys_audit_delete: 'sys_id tablename documentkey user payload sys_created_on sys_created_by',
  sys_journal_field: 'sys_id name element element_id value sys_created_on sys_created_by',
  sys_user: 'sys_id user_name name email web_service_access_only internal_integration_user sys_created_on sys_updated_on',
  sys_choice: 'sys_id name element value label language inactive sequence sys_created_on',
  sys_dictionary: 'sys_id name element internal_type audit attributes sys_created_on',
};

export const TABLES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(COLUMNS).map(([table, columns]) => [table, new Set(columns.split(/\s+/))]),
);
