import { createHash } from 'node:crypto';
import { type Json, type RawRecord } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { COLUMNS, type Table } from '../../../connectors/servicenow/fields.js';
import type { Recorded } from '../recorded-count.js';

type Row = { readonly [column: string]: Json };

/** How answers of the Table API and the Change Management API, and the rows of a public log of incidents, become records. */
export const recorded: Recorded = {
  tool: 'servicenow',
  connector: servicenow as unknown as Recorded['connector'],
  records(path, content) {
    if (path.endsWith('.csv')) return updatesIn(content.toString('utf8')).map(incidentOf);
    const answer = JSON.parse(content.toString('utf8')) as { readonly result?: Json } | readonly Row[];
    const result = Array.isArray(answer) ? (answer as readonly Row[]) : ([(answer as { readonly result: Json }).result].flat() as Row[]);
    // The Change Management API ends a list with what it understood of the query.
    const rows = result.filter((row) => !Object.keys(row).every((column) => column === '__meta'));
    if (rows.length === 0) return { ignored: 'The list has no row: nothing matched the query.' };
    return rows.map((row) => recordOf(path, row));
  },
};

function recordOf(path: string, row: Row): RawRecord {
  if (path.includes('sysapproval_approver'))
    return { kind: 'rest.approval', key: 'recorded', payload: { row: asked('sysapproval_approver', row), audits: null } };
  if (path.includes('users')) return { kind: 'rest.user', key: 'recorded', payload: { row } };
  if (path.includes('incidents')) return { kind: 'rest.incident', key: 'recorded', payload: { row: asked('incident', row) } };
  const task = { table: 'change_request', row: asked('change_request', row), audits: null, journal: null };
  return { kind: 'rest.task', key: 'recorded', payload: task };
}

/** The columns for which the connector would have asked. */
function asked(table: Table, row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => (COLUMNS[table] as readonly string[]).includes(column)));
}

export type Update = Readonly<Record<string, string>>;

/** The log: one row for each update of an incident, of which only the words of states and the minutes of times were left. */
export function updatesIn(csv: string): readonly Update[] {
  const [names = [], ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(names.map((name, nth) => [name, cells[nth] === '?' ? '' : (cells[nth] ?? '')])));
}

export function incidentOf(update: Update): RawRecord {
  const of = (column: string) => update[column] ?? '';
  // Each row bears the final times of its incident: of one that was not resolved yet they are not of its moment.
  const isOver = /^(Resolved|Closed)$/.test(of('incident_state'));
  const ended = isOver
    ? { resolved_at: timeOf(of('resolved_at')), resolved_by: of('resolved_by'), closed_at: timeOf(of('closed_at')) }
    : {};
  const row = {
    ...{ sys_id: sysIdOf(of('number')), number: of('number'), opened_at: timeOf(of('opened_at')), opened_by: of('opened_by') },
    ...{ caused_by: of('caused_by') && sysIdOf(of('caused_by')), rfc: of('rfc') && sysIdOf(of('rfc')), ...ended },
  };
  return { kind: 'rest.incident', key: `incident:${row.sys_id}`, payload: { row } };
}

/** The log has none: the number stands for it. */
export function sysIdOf(number: string): string {
  return createHash('md5').update(number).digest('hex');
}

function timeOf(written: string): string {
  const [, day = '', month = '', year = '', clock = ''] = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)$/.exec(written) ?? [];
  return year === '' ? '' : `${year}-${month}-${day} ${clock}:00`;
}
