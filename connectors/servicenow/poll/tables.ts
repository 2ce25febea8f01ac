import { type CoverageClaim, ref, type Stream } from '#contract';
import type { ServiceNowConfig } from '../config.js';
import { COLUMNS, type Table, TICKET_TABLES } from '../fields.js';

const TASKS = TICKET_TABLES.join(',');
const DELETED = [...TICKET_TABLES, 'task_ci', 'sysapproval_approver', 'sysapproval_group'].join(',');

/** A table that is read to its end: each is a stream. */
export interface Source {
  readonly table: Table;
  /** The column by which rows are ordered: that of the last update, or of the insertion where rows are never updated. */
  readonly time: 'sys_updated_on' | 'sys_created_on';
  readonly filter: string;
  readonly columns: readonly string[];
  readonly collection: string;
  /** The letters before the numbers of what it speaks about. */
  readonly projects: readonly string[];
}

const ORDER: readonly Table[] = [
  'change_request',
  'sysapproval_approver',
  'sysapproval_group',
  'change_task',
  'task_ci',
  'incident',
  'sys_audit_delete',
];

/** What there is to read, in the order of first reading. */
export function sources(config: ServiceNowConfig): readonly Source[] {
  return ORDER.map((table) => sourceOf(table, config));
}

export function sourceOf(table: Table, config: ServiceNowConfig): Source {
  const { change_request: changes, change_task: tasks, incident } = config.prefixes;
  const own = {
    table,
    time: table === 'sys_audit_delete' ? ('sys_created_on' as const) : ('sys_updated_on' as const),
    columns: COLUMNS[table],
  };
  const of = (collection: string, filter: string, projects: readonly string[]): Source => ({ ...own, collection, filter, projects });
  switch (table) {
    case 'change_request':
      return { ...of('tickets', config.changes ?? '', [changes]), columns: [...own.columns, ...Object.values(config.fields ?? {})] };
    case 'change_task':
      return of('tickets', '', [tasks]);
    case 'incident':
      return of('incidents', '', [incident]);
    case 'sysapproval_approver':
      return of('approvals', `sysapproval.sys_class_nameIN${TASKS}`, [changes, tasks]);
    case 'sysapproval_group':
      return of('group_approvals', `parent.sys_class_nameIN${TASKS}`, [changes, tasks]);
    case 'task_ci':
      return of('affected_systems', 'task.sys_class_name=change_request', [changes]);
    case 'sys_audit_delete':
      return of('deletions', `tablenameIN${DELETED}`, [changes, tasks]);
  }
}

export function streamOf({ table, projects }: Source): Stream {
  return { name: table, scope: scopeOf(projects[0] ?? ''), label: table };
}

export function scopeOf(project: string) {
  return ref('thing', 'project', project);
}

export function claimsOf({ collection, projects }: Source, said: Pick<CoverageClaim, 'state' | 'upTo' | 'reason'>): CoverageClaim[] {
  return projects.map((project) => ({ scope: scopeOf(project), collection, ...said }));
}
