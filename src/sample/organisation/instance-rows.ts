import type { StoredRow } from '../servicenow/query.js';
import { people, type Person } from './people.js';

const FOUNDED = '2024-01-15 09:00:00';

/** ServiceNow's own states of a change request. */
export const STATES = {
  New: '-5',
  Assess: '-4',
  Authorize: '-3',
  Scheduled: '-2',
  Implement: '-1',
  Review: '0',
  Closed: '3',
  Canceled: '4',
} as const;
export type StateName = keyof typeof STATES;

const AUDITED = ['change_request', 'change_task', 'sysapproval_approver', 'sysapproval_group'];

/** What acme's instance has before the first request: its users, what it audits, the states of a change. */
export function instanceRows(): Map<string, StoredRow[]> {
  const staff: readonly Person[] = Object.values(people);
  const users = staff.flatMap(({ servicenow }): StoredRow[] => {
    if (servicenow === undefined) return [];
    const { id, userName, name } = servicenow;
    const marks = { web_service_access_only: 'false', internal_integration_user: 'false' };
    return [{ sys_id: id, user_name: userName, name, ...marks, sys_created_on: FOUNDED, sys_updated_on: FOUNDED }];
  });
  const dictionary = AUDITED.map((name, at): StoredRow => ({
    ...{ sys_id: rowId('sys_dictionary', at), name, element: '', internal_type: 'collection' },
    ...{ audit: 'true', sys_created_on: FOUNDED },
  }));
  const choices = Object.entries(STATES).map(([label, value], at): StoredRow => ({
    ...{ sys_id: rowId('sys_choice', at), name: 'change_request', element: 'state', value, label, language: 'en' },
    ...{ inactive: 'false', sequence: String(at), sys_created_on: FOUNDED },
  }));
  return new Map([
    ['sys_user', users],
    ['sys_dictionary', dictionary],
    ['sys_choice', choices],
  ]);
}

/** Columns in which people stand. */
export const PEOPLE_COLUMNS = ['requested_by', 'opened_by', 'assigned_to', 'closed_by', 'approver', 'caller_id', 'resolved_by'] as const;

export function userNames(): readonly (readonly [id: string, name: string])[] {
  const staff: readonly Person[] = Object.values(people);
  return staff.flatMap(({ servicenow }) => (servicenow === undefined ? [] : [[servicenow.id, servicenow.name] as const]));
}

/** The nth of a table; 32 hex digits, as ServiceNow's ids are. */
export function rowId(table: string, nth: number): string {
  const letters = [...table].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xff_ff_ff_ff, 7);
  return `${letters.toString(16).padStart(8, '0')}${nth.toString(16).padStart(24, '0')}`;
}
