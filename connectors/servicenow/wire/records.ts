import { z } from 'zod';
import { cell, count, sysId, time, valueIn, filledText } from './cell.js';

/** One row of `sys_audit`: what a column was and became, stored values; `user` is a user name. */
export const audit = z.object({
  sys_id: sysId,
  fieldname: filledText,
  oldvalue: valueIn.optional(),
  newvalue: valueIn.optional(),
  user: valueIn.optional(),
  sys_created_on: time,
  /** Read only where the operator has seen that it counts as `sys_mod_count` does. */
  record_checkpoint: valueIn.optional(),
});
export type Audit = z.output<typeof audit>;

export const journal = z.object({
  sys_id: sysId,
  element: filledText,
  value: valueIn.optional(),
  sys_created_by: valueIn.optional(),
  sys_created_on: time,
});
export type Journal = z.output<typeof journal>;

export const user = z.object({
  sys_id: sysId,
  user_name: valueIn.optional(),
  name: valueIn.optional(),
  email: valueIn.optional(),
  web_service_access_only: valueIn.optional(),
  internal_integration_user: valueIn.optional(),
});
export type User = z.output<typeof user>;

const choice = z.object({ value: filledText, label: filledText });

/** Users that a record names, as far as they may be read, and what its states are called. */
const around = { users: z.array(user).default([]), choices: z.array(choice).default([]) };

const system = { sys_id: sysId, sys_created_on: time, sys_created_by: filledText };
const changing = { ...system, sys_updated_on: time, sys_mod_count: count };

/** A change request or change task, with its history and its notes; null: not shown to this account. */
export const taskRecord = z.object({
  table: z.enum(['change_request', 'change_task']),
  row: z.object({ ...system, number: filledText }).catchall(cell),
  audits: z.array(audit).nullable(),
  journal: z.array(journal).nullable(),
  ...around,
});
export type TaskRecord = z.output<typeof taskRecord>;

/** Of one approver, or of one group; the history of its state. */
export const approvalRecord = z.object({
  row: z.object({
    ...changing,
    sysapproval: sysId,
    approver: valueIn,
    state: filledText,
    group: cell.optional(),
    sys_updated_by: filledText,
  }),
  audits: z.array(audit).nullable(),
  ...around,
});
export const groupRecord = z.object({
  row: z.object({ ...changing, parent: sysId, approval: filledText, assignment_group: cell.optional(), sys_updated_by: filledText }),
  audits: z.array(audit).nullable(),
  ...around,
});
export const affectedRecord = z.object({ row: z.object({ ...system, task: sysId, ci_item: cell }), ...around });

export const incidentRecord = z.object({
  row: z.object({
    sys_id: sysId,
    number: filledText,
    opened_at: time,
    severity: valueIn.optional(),
    opened_by: valueIn.optional(),
    resolved_at: valueIn.optional(),
    resolved_by: valueIn.optional(),
    closed_at: valueIn.optional(),
    closed_by: valueIn.optional(),
    caused_by: valueIn.optional(),
    rfc: valueIn.optional(),
  }),
  ...around,
});

/** One row of `sys_audit_delete`; `payload` is the deleted row as XML. */
export const deletionRecord = z.object({
  row: z.object({
    tablename: filledText,
    documentkey: sysId,
    user: valueIn.optional(),
    payload: valueIn.optional(),
    sys_created_on: time,
    sys_created_by: valueIn.optional(),
  }),
  users: z.array(user).default([]),
});

export const censusRecord = z.object({ ticket: sysId });
export const userRecord = z.object({ row: user });
