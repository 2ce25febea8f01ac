import { type Draft, ref } from '#contract';
import { hubField, NOT_READ, REQUIRED } from '../fields.js';
import type { TaskRecord } from '../wire.js';
import type { People } from './people.js';
import { fact } from './ticket.js';
import { nameOf, valueOf } from './value.js';

/**
 * The value that each column has now, whoever gave it when: what a row was inserted with has no history, and not every column is
 * audited. Two readings of one value are one fact, another value is another.
 */
export function readingsOf({ table, row }: TaskRecord, people: People): Draft[] {
  const own = Object.entries(row).flatMap(([column, cell]) => {
    if (NOT_READ.has(column) || column.includes('.') || typeof cell === 'string') return [];
    // The parent of a change task is its change: told once, as `change_request`.
    if (table === 'change_task' && column === 'parent') return [];
    const value = valueOf({ column, ...cell }, people);
    if (value === null && !REQUIRED.has(column)) return [];
    const field = hubField(table, column);
    const name = nameOf(column, cell.value, cell.shown);
    return [
      {
        ...fact(row.sys_id, 'ticket.field_changed', 'read', [field, value ?? '']),
        occurredAt: null,
        timeFrom: 'SEEN' as const,
        core: { ticket: ref('ticket', row.sys_id), field, to: value },
        ...(name === null ? {} : { seen: { toName: name } }),
      },
    ];
  });
  return own;
}
