import { type Draft, type Json, type Normalised } from '#contract';
import { NOT_READ } from '../fields.js';
import { type Audit, readAs, type TaskRecord, taskRecord } from '../wire.js';
import { addressesOf } from './address.js';
import { changed } from './changes.js';
import { noted } from './comment.js';
import { firstOf, inOrder } from './history.js';
import { moment } from './moment.js';
import { overallOf } from './overall.js';
import { People } from './people.js';
import { readingsOf } from './readings.js';
import { created, numbered } from './ticket.js';

/** The whole of a change request or change task as the poll reads it. */
export function fromTask(payload: Json): Normalised {
  const record = readAs(taskRecord, payload, 'task');
  const people = new People(record.users);
  const audits = columns(record).flatMap((column) => inOrder((record.audits ?? []).filter(({ fieldname }) => fieldname === column)));
  return {
    events: [
      creationOf(record, audits, people),
      ...numbersOf(record, audits),
      ...changesOf(record, audits, people),
      ...readingsOf(record, people),
      ...overallOf(record, audits, people),
      ...(record.journal ?? []).flatMap((entry) => noted(record.row.sys_id, entry, people)),
      ...addressesOf(record.users),
    ],
  };
}

/** Those that were asked for: of others neither door tells anything. */
function columns({ row }: TaskRecord): string[] {
  return Object.keys(row).filter((column) => !NOT_READ.has(column) || column === 'number');
}

function creationOf({ table, row }: TaskRecord, audits: readonly Audit[], people: People): Draft {
  const type = row['type'];
  const now = typeof type === 'object' ? type.value : null;
  return created({
    ticket: row.sys_id,
    table,
    issueType: table === 'change_task' ? table : (firstOf('type', audits) ?? now ?? table),
    creator: people.byName(row.sys_created_by),
    at: moment(row.sys_created_on),
  });
}

/** Every number that the ticket ever had, each with the time from which it is known to have had it. */
function numbersOf({ row }: TaskRecord, audits: readonly Audit[]): Draft[] {
  const renumbered = audits.filter(({ fieldname }) => fieldname === 'number');
  const since = new Map([[firstOf('number', renumbered) ?? row.number, row.sys_created_on]]);
  for (const { newvalue, sys_created_on: at } of renumbered) if (newvalue && !since.has(newvalue)) since.set(newvalue, at);
  if (!since.has(row.number))
    return [...since].map(([number, at]) => numbered(row.sys_id, number, moment(at))).concat(numbered(row.sys_id, row.number, null));
  return [...since].map(([number, at]) => numbered(row.sys_id, number, moment(at)));
}

function changesOf({ table, row, choices }: TaskRecord, audits: readonly Audit[], people: People): Draft[] {
  const names = new Map(choices.map(({ value, label }) => [value, label]));
  const told = new Set<string>();
  return audits
    .filter(({ fieldname, newvalue, oldvalue }) => fieldname !== 'number' && (newvalue ?? null) !== (oldvalue ?? null))
    .filter(({ fieldname }) => !(table === 'change_task' && fieldname === 'parent'))
    .map((audit) => {
      const { fieldname: column, record_checkpoint: checkpoint } = audit;
      const count = /^\d+$/.test(checkpoint ?? '') && !told.has(`${column} ${checkpoint ?? ''}`) ? checkpoint : null;
      if (count) told.add(`${column} ${count}`);
      const which = { which: count ?? audit.sys_id, isCount: Boolean(count) };
      const values = { from: audit.oldvalue, to: audit.newvalue };
      const by = { actor: people.byName(audit.user), at: moment(audit.sys_created_on) };
      return changed({ ticket: row.sys_id, table, column, ...values, ...by, ...which }, people, names);
    });
}
