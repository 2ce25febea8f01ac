import { type Json, type Normalised } from '#contract';
import { COLUMNS, NOT_READ, type TicketTable } from '../fields.js';
import { delivery, readAs, type Told } from '../wire.js';
import { changed } from './changes.js';
import { gone } from './deletion.js';
import { moment } from './moment.js';
import { People } from './people.js';

/** A signed delivery that says more than which row to read: that it is gone, or what changed in it. */
export function fromDelivery(payload: Json): Normalised {
  const told = readAs(delivery, payload, 'delivery');
  if (told.operation === 'delete')
    return gone(told.table, told.sys_id, { by: new People([]).byId(told.by), at: moment(told.sys_updated_on) }, '');
  if (told.table !== 'change_request' && told.table !== 'change_task') return { ignored: `Changes of ${told.table} are read, not told.` };
  return changesIn(told.table, told);
}

/** Counted by `sys_mod_count`, as the history is where the operator has seen that it counts so (`checkpoints`). */
function changesIn(table: TicketTable, { sys_id: ticket, changes = [], sys_mod_count: updates, sys_updated_on: at, by }: Told): Normalised {
  const people = new People([]);
  const [actor, which] = [people.byId(by), String(updates)];
  const events = changes
    .filter(({ field, from, to }) => isRead(table, field) && (from ?? null) !== (to ?? null))
    .map(({ field: column, from, to }) => {
      return changed({ ticket, table, column, from, to, actor, at: moment(at), which, isCount: true }, people, new Map());
    });
  return events.length > 0 ? { events } : { ignored: 'This delivery tells no change; the row that it names is read.' };
}

/** Columns that the poll reads, too, and such as an operator added. */
function isRead(table: TicketTable, column: string): boolean {
  if (NOT_READ.has(column) || (table === 'change_task' && column === 'parent')) return false;
  return (COLUMNS[table] as readonly string[]).includes(column) || column.startsWith('u_');
}
