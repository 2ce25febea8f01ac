import type { StoredRow } from '../../../servicenow/query.js';
import { type When } from '../../calendar.js';
import { rowId, type StateName, STATES } from '../../instance-rows.js';
import type { Person } from '../../people.js';
import { SAMPLE_SOURCES } from '../../sources.js';
import { msOf, type Telling } from '../telling.js';

/** A change request of ServiceNow, as the stories name it. */
export interface ChangeRequest {
  readonly id: string;
  readonly number: string;
  /** `ticket:sample-servicenow:…` */
  readonly ref: string;
}

export interface ApprovalRow {
  readonly id: string;
  readonly of: ChangeRequest;
}

export interface Wanted {
  readonly summary: string;
  readonly window?: readonly [When, When];
}

const USUAL = {
  justification: 'Asked for by the warehouse.',
  implementation_plan: 'Merge, let Jenkins build it, sync the application, watch the queue for ten minutes.',
  backout_plan: 'Sync the revision before it again.',
  test_plan: 'The tests of the build, and one parcel by hand.',
  risk_impact_analysis: 'Parcels wait for as long as the sync takes.',
} as const;

/** What people do in ServiceNow. Everything that is changed stands in its audit. */
export function serviceNowActs(telling: Telling) {
  const { servicenow: rows } = telling.company.estate;
  const list = (table: string): StoredRow[] => {
    const found = rows.get(table) ?? [];
    rows.set(table, found);
    return found;
  };
  /** Its business rules name the row, which is then read. None fires on the audit. */
  const told = (table: string, id: string, operation: 'insert' | 'update'): void => {
    if (table === 'sys_audit') return;
    const { sys_mod_count = '0', sys_updated_on = '', sys_updated_by: by = '' } = list(table).find((row) => row['sys_id'] === id) ?? {};
    telling.company.send(() => ({ tool: 'servicenow', body: { table, sys_id: id, operation, sys_mod_count, sys_updated_on, by } }));
  };
  const insert = (table: string, at: string, by: string, more: StoredRow): string => {
    const id = rowId(table, list(table).length + 1);
    const system = { sys_created_on: at, sys_created_by: by, sys_updated_on: at, sys_updated_by: by, sys_mod_count: '0' };
    list(table).push({ sys_id: id, ...system, ...more });
    told(table, id, 'insert');
    return id;
  };
  const update = (table: string, id: string, { at, by }: Step, values: StoredRow): void => {
    const all = list(table);
    const index = all.findIndex((row) => row['sys_id'] === id);
    const before = all[index] ?? {};
    const count = String(Number(before['sys_mod_count']) + 1);
    all[index] = { ...before, ...values, sys_updated_on: at, sys_updated_by: by, sys_mod_count: count };
    for (const [column, value] of Object.entries(values)) {
      const audit = { tablename: table, documentkey: id, fieldname: column, oldvalue: before[column] ?? '', newvalue: value };
      insert('sys_audit', at, by, { ...audit, user: by, reason: '', record_checkpoint: count });
    }
    told(table, id, 'update');
  };
  const step = (when: When, by: Person | null): Step => ({ at: storedTime(msOf(telling, when)), by: nameOf(by) });
  const set = (when: When, by: Person | null, { id }: ChangeRequest, values: StoredRow): void =>
    update('change_request', id, step(when, by), values);
  return {
    /** Inserted, and filled in two minutes later. */
    request: (when: When, by: Person, { summary, window }: Wanted): ChangeRequest => {
      const ms = msOf(telling, when);
      const at = storedTime(ms);
      const number = `CHG${String(30_001 + list('change_request').length).padStart(7, '0')}`;
      const person = accountOf(by).id;
      const [from, to] = window ?? [];
      const planned = from === undefined || to === undefined ? [] : [storedTime(msOf(telling, from)), storedTime(msOf(telling, to))];
      const id = insert('change_request', at, nameOf(by), {
        ...{ number, sys_class_name: 'change_request', type: 'normal', state: STATES.New, approval: 'not requested' },
        ...{ short_description: summary, opened_by: person, opened_at: at, active: 'true' },
      });
      const [start_date = '', end_date = ''] = planned;
      update(
        'change_request',
        id,
        { at: storedTime(ms + 120_000), by: nameOf(by) },
        {
          ...{ requested_by: person, description: `${summary}, as agreed with the warehouse.`, risk: '3', ...USUAL },
          ...(start_date === '' ? {} : { start_date, end_date }),
        },
      );
      return { id, number, ref: `ticket:${SAMPLE_SOURCES.servicenow}:${id}` };
    },
    /** To another state; closed, it is successful. */
    advance: (when: When, by: Person, change: ChangeRequest, to: StateName): void =>
      set(when, by, change, { state: STATES[to], ...(to === 'Closed' ? { close_code: 'successful' } : {}) }),
    askInServiceNow: (when: When, approver: Person, of: ChangeRequest): ApprovalRow => {
      const { at, by } = step(when, null);
      const asked = { sysapproval: of.id, 'sysapproval.sys_class_name': 'change_request', approver: accountOf(approver).id };
      const id = insert('sysapproval_approver', at, by, { ...asked, state: 'requested' });
      set(when, null, of, { approval: 'requested', state: STATES.Authorize });
      return { id, of };
    },
    /** The only one who was asked: what he says is the word about the whole. */
    decideInServiceNow: (when: When, by: Person, { id, of }: ApprovalRow, said: 'approved' | 'rejected'): void => {
      update('sysapproval_approver', id, step(when, by), { state: said });
      set(when, null, of, { approval: said, state: said === 'approved' ? STATES.Scheduled : STATES.New });
    },
  };
}

interface Step {
  readonly at: string;
  /** A user name, as ServiceNow writes it. */
  readonly by: string;
}

/** In UTC, without a zone. */
function storedTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function accountOf({ servicenow }: Person) {
  if (servicenow === undefined) throw new Error('A story lets somebody act in ServiceNow who has no account there.');
  return servicenow;
}

/** null: a workflow. */
function nameOf(by: Person | null): string {
  return by === null ? 'system' : accountOf(by).userName;
}
