import type { RawRecord } from '#contract';
import { type Table } from '../fields.js';
import { all } from '../query.js';
import type { Row } from './client.js';
import { wholeList } from './listing.js';
import { type Pass, recordOf } from './pass.js';
import { stored } from './slices.js';

/** Rows with all that is read around them; `denied`: why their history was not. */
export interface Whole {
  readonly records: readonly RawRecord[];
  readonly denied: string | null;
}

const AUDIT = ['sys_id', 'documentkey', 'fieldname', 'oldvalue', 'newvalue', 'user', 'sys_created_on'];
const JOURNAL = ['sys_id', 'element_id', 'element', 'value', 'sys_created_by', 'sys_created_on'];

/** Of one page of a table: history, notes and users are asked for together. */
export async function wholeRows(pass: Pass, table: Table, rows: readonly Row[]): Promise<Whole> {
  if (rows.length === 0) return { records: [], denied: null };
  switch (table) {
    case 'change_request':
    case 'change_task':
      return tasks(pass, table, rows);
    case 'sysapproval_approver':
      return approvals(pass, { table, column: 'state', kind: 'rest.approval' }, rows);
    case 'sysapproval_group':
      return approvals(pass, { table, column: 'approval', kind: 'rest.group' }, rows);
    case 'task_ci':
      return plain(pass, { table, kind: 'rest.affected' }, rows);
    case 'incident':
      return plain(pass, { table, kind: 'rest.incident' }, rows);
    case 'sys_audit_delete':
      return plain(pass, { table, kind: 'rest.deletion' }, rows);
  }
}

async function tasks(pass: Pass, table: 'change_request' | 'change_task', rows: readonly Row[]): Promise<Whole> {
  const { audits, denied } = await historyOf(pass, table, rows, '');
  const query = all(`name=${table}`, `element_idIN${idsOf(rows)}`, 'elementINcomments,work_notes');
  const notes = await wholeList(pass.client, { table: 'sys_journal_field', query, columns: JOURNAL });
  const journal = 'rows' in notes ? notes.rows : null;
  const choices = await pass.access.states(table);
  await pass.users.learn(rows.concat(audits ?? [], journal ?? []));
  const records = rows.map((row) => {
    const own = { audits: ofRow(audits, 'documentkey', row), journal: ofRow(journal, 'element_id', row) };
    const users = pass.users.in([row, ...(own.audits ?? []), ...(own.journal ?? [])]);
    return recordOf('rest.task', `ticket:${stored(row, 'sys_id')}`, { table, row, ...own, choices, users });
  });
  return { records, denied };
}

interface Plain {
  readonly table: Table;
  readonly kind: string;
}

async function approvals(pass: Pass, { table, column, kind }: Plain & { readonly column: string }, rows: readonly Row[]): Promise<Whole> {
  const { audits, denied } = await historyOf(pass, table, rows, `fieldname=${column}`);
  await pass.users.learn(rows.concat(audits ?? []));
  const records = rows.map((row) => {
    const own = ofRow(audits, 'documentkey', row);
    return recordOf(kind, `${table}:${stored(row, 'sys_id')}`, { row, audits: own, users: pass.users.in([row, ...(own ?? [])]) });
  });
  return { records, denied };
}

async function plain(pass: Pass, { table, kind }: Plain, rows: readonly Row[]): Promise<Whole> {
  await pass.users.learn(rows);
  const records = rows.map((row) => recordOf(kind, `${table}:${stored(row, 'sys_id')}`, { row, users: pass.users.in([row]) }));
  return { records, denied: null };
}

async function historyOf(pass: Pass, table: Table, rows: readonly Row[], which: string) {
  const unaudited = await pass.access.unaudited(table);
  const columns = pass.config.checkpoints ? [...AUDIT, 'record_checkpoint'] : AUDIT;
  const found = await wholeList(pass.client, {
    table: 'sys_audit',
    query: all(`tablename=${table}`, `documentkeyIN${idsOf(rows)}`, which),
    columns,
  });
  if ('denied' in found) return { audits: null, denied: found.denied };
  return { audits: unaudited !== null && found.rows.length === 0 ? null : found.rows, denied: unaudited };
}

function idsOf(rows: readonly Row[]): string {
  return rows.map((row) => stored(row, 'sys_id')).join(',');
}

function ofRow(rows: readonly Row[] | null, column: string, row: Row): readonly Row[] | null {
  return rows && rows.filter((one) => stored(one, column) === stored(row, 'sys_id'));
}
