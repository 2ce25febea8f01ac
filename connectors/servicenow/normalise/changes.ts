import { type AccountMark, type Draft, type Interval, ref } from '#contract';
import { hubField } from '../fields.js';
import type { People } from './people.js';
import { fact } from './ticket.js';
import { nameOf, valueOf } from './value.js';

/** One column of a ticket that went from one stored value to another. */
export interface Change {
  readonly ticket: string;
  readonly table: string;
  readonly column: string;
  readonly from: string | null | undefined;
  readonly to: string | null | undefined;
  readonly actor: AccountMark | null;
  readonly at: Interval;
  /** What tells it from other changes of the column: how often the row had been updated, or the sys_id of the audit row. */
  readonly which: string;
  /** The former: it orders changes of one second, which a sys_id does not. */
  readonly isCount: boolean;
}

export function changed(change: Change, people: People, names: ReadonlyMap<string, string>): Draft {
  const { ticket, table, column, actor, at, which, isCount } = change;
  const field = hubField(table, column);
  const isStatus = field === 'status';
  const [from, to] = [valueOf({ column, value: change.from }, people), valueOf({ column, value: change.to, by: actor }, people)];
  const called = (value: string | null | undefined) => nameOf(column, value, isStatus ? names.get(value ?? '') : null);
  const [fromName, toName] = [called(change.from), called(change.to)];
  return {
    ...fact(ticket, isStatus ? 'ticket.status_changed' : 'ticket.field_changed', 'changed', [column, which]),
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', ticket), ...(isStatus ? {} : { field }), from, to, actor, ...(isCount ? { changelog: which } : {}) },
    ...(fromName === null && toName === null ? {} : { seen: { fromName, toName } }),
  };
}
