import type { Instance } from '../../../src/sample/servicenow/server.js';
import type { StoredRow } from '../../../src/sample/servicenow/query.js';

/** `seconds` after the start of 2026, as ServiceNow stores it. */
export function timeOf(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A sys_id: what it is of, and the number. */
export function id(kind: string, number: number): string {
  const letters = [...kind].map((letter) => letter.charCodeAt(0).toString(16)).join('');
  return `${letters}${String(number).padStart(32, '0')}`.slice(0, 24 - 0) + String(number).padStart(8, '0');
}

export const ANA = id('user', 1);
export const BEN = id('user', 2);
const NAMES = { [ANA]: 'ana.ruiz', [BEN]: 'ben.okafor' };
const user = (sysId: string, name: string, more: StoredRow = {}): StoredRow => ({
  ...{ sys_id: sysId, user_name: NAMES[sysId] ?? name, name, email: `${NAMES[sysId] ?? name}@acme.example` },
  ...{ web_service_access_only: 'false', internal_integration_user: 'false', sys_created_on: timeOf(0), sys_updated_on: timeOf(0) },
  ...more,
});

export function change(number: number, more: StoredRow = {}): StoredRow {
  return {
    ...{ sys_id: id('chg', number), number: `CHG${String(30_000 + number).padStart(7, '0')}`, sys_class_name: 'change_request' },
    ...{ type: 'normal', state: '-5', short_description: `Change ${String(number)}`, approval: 'not requested' },
    ...{ opened_by: ANA, requested_by: ANA, opened_at: timeOf(number), sys_created_on: timeOf(number), sys_created_by: 'ana.ruiz' },
    ...{ sys_updated_on: timeOf(number), sys_updated_by: 'ana.ruiz', sys_mod_count: '0' },
    ...more,
  };
}

export function task(number: number, of: number, more: StoredRow = {}): StoredRow {
  const { type: _, ...base } = change(number);
  return {
    ...{ ...base, sys_id: id('ctask', number), number: `CTASK${String(10_000 + number).padStart(7, '0')}`, sys_class_name: 'change_task' },
    ...{ change_request: id('chg', of), parent: id('chg', of), change_task_type: 'implementation', state: '1' },
    ...more,
  };
}

export interface Audited {
  readonly table?: string;
  readonly of: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
  readonly at: number;
  readonly by?: string;
  /** The update that it was part of. */
  readonly count?: number;
}

export function audit(
  number: number,
  { table = 'change_request', of, column, from, to, at, by = 'ana.ruiz', count = number }: Audited,
): StoredRow {
  return {
    ...{ sys_id: id('audit', number), tablename: table, documentkey: of, fieldname: column, oldvalue: from, newvalue: to },
    ...{ user: by, reason: '', record_checkpoint: String(count), sys_created_on: timeOf(at), sys_created_by: by },
  };
}

export function approval(number: number, of: number, more: StoredRow = {}): StoredRow {
  return {
    ...{
      sys_id: id('appr', number),
      sysapproval: id('chg', of),
      'sysapproval.sys_class_name': 'change_request',
      approver: BEN,
      state: 'requested',
    },
    ...{
      sys_created_on: timeOf(number),
      sys_created_by: 'ana.ruiz',
      sys_updated_on: timeOf(number),
      sys_updated_by: 'ana.ruiz',
      sys_mod_count: '0',
    },
    ...more,
  };
}

export function affected(number: number, of: number, item = id('ci', number)): StoredRow {
  const at = timeOf(number);
  const system = { sys_created_on: at, sys_created_by: 'ana.ruiz', sys_updated_on: at, sys_updated_by: 'ana.ruiz', sys_mod_count: '0' };
  return { sys_id: id('tci', number), task: id('chg', of), 'task.sys_class_name': 'change_request', ci_item: item, ...system };
}

export function incident(number: number, more: StoredRow = {}): StoredRow {
  const at = timeOf(number);
  return {
    ...{
      sys_id: id('inc', number),
      number: `INC${String(10_000 + number).padStart(7, '0')}`,
      severity: '2',
      state: '1',
      opened_by: BEN,
      opened_at: at,
    },
    ...{ sys_created_on: at, sys_created_by: 'ben.okafor', sys_updated_on: at, sys_updated_by: 'ben.okafor', sys_mod_count: '0' },
    ...more,
  };
}

export function note(number: number, of: string, value: string, element = 'work_notes'): StoredRow {
  const who = { sys_created_on: timeOf(number), sys_created_by: 'ben.okafor' };
  return { sys_id: id('note', number), name: 'change_request', element, element_id: of, value, ...who };
}

/** What every instance has: two users, audited tables, the states of a change. */
export function furnish(world: Instance): void {
  world.rows.set('sys_user', [user(ANA, 'Ana Ruiz'), user(BEN, 'Ben Okafor')]);
  const audited = ['change_request', 'change_task', 'sysapproval_approver', 'sysapproval_group'];
  world.rows.set(
    'sys_dictionary',
    audited.map((name, at) => ({
      sys_id: id('dict', at),
      name,
      element: '',
      internal_type: 'collection',
      audit: 'true',
      sys_created_on: timeOf(0),
    })),
  );
  const states = [
    ['-5', 'New'],
    ['-4', 'Assess'],
    ['-3', 'Authorize'],
    ['-2', 'Scheduled'],
    ['-1', 'Implement'],
    ['0', 'Review'],
    ['3', 'Closed'],
    ['4', 'Canceled'],
  ];
  world.rows.set(
    'sys_choice',
    states.map(([value = '', label = ''], at) => ({
      ...{ sys_id: id('choice', at), name: 'change_request', element: 'state', value, label, language: 'en', inactive: 'false' },
      ...{ sequence: String(at), sys_created_on: timeOf(0) },
    })),
  );
}

/** Puts rows into a table: one with the same sys_id takes the place of the other. */
export function put(world: Instance, table: string, ...rows: readonly StoredRow[]): void {
  const before = (world.rows.get(table) ?? []).filter((old) => !rows.some((row) => row['sys_id'] === old['sys_id']));
  world.rows.set(table, [...before, ...rows]);
}
