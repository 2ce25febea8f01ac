import { type AccountMark, type Draft, type Interval, type Json, type Normalised, ref } from '#contract';
import { affectedRecord, readAs } from '../wire.js';
import { moment } from './moment.js';
import { People } from './people.js';
import { fact } from './ticket.js';

/** As the table is called that joins a task and a configuration item. */
const FIELD = 'task_ci';

/** A configuration item that a change affects was named: the list of them is what was added and not taken out. */
export function fromAffected(payload: Json): Normalised {
  const { row, users } = readAs(affectedRecord, payload, 'affected item');
  if (row.ci_item.value === null) return { ignored: 'This row of task_ci names no configuration item.' };
  const item = row.ci_item.value;
  return {
    events: [
      {
        ...fact(row.task, 'ticket.field_changed', 'affected', [row.sys_id]),
        occurredAt: moment(row.sys_created_on),
        timeFrom: 'SEEN',
        core: { ticket: ref('ticket', row.task), field: FIELD, from: null, to: item, actor: new People(users).byName(row.sys_created_by) },
        ...(row.ci_item.shown === null ? {} : { seen: { toName: row.ci_item.shown } }),
      },
    ],
  };
}

interface Taken {
  readonly row: string;
  readonly task: string;
  readonly item: string;
  readonly actor: AccountMark | null;
  readonly at: Interval;
}

export function taken({ row, task, item, actor, at }: Taken): Draft {
  return {
    ...fact(task, 'ticket.field_changed', 'unaffected', [row]),
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { ticket: ref('ticket', task), field: FIELD, from: item, to: null, actor },
  };
}
