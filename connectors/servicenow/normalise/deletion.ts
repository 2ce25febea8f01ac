import { type Draft, type Json, type Normalised, ref } from '#contract';
import { censusRecord, deletionRecord, readAs } from '../wire.js';
import { taken } from './affected.js';
import { moment } from './moment.js';
import { People } from './people.js';
import { deleted } from './ticket.js';

/** A row of `sys_audit_delete`: who deleted what, and when. */
export function fromDeletion(payload: Json): Normalised {
  const { row, users } = readAs(deletionRecord, payload, 'deletion');
  const by = new People(users).byName(row.user ?? row.sys_created_by);
  return gone(row.tablename, row.documentkey, { by, at: moment(row.sys_created_on) }, row.payload ?? '');
}

/** What it means that a row is gone; `xml` is the row as it was, as far as it was kept. */
export function gone(table: string, id: string, told: NonNullable<Parameters<typeof deleted>[1]>, xml: string): Normalised {
  if (table === 'change_request' || table === 'change_task') return { events: [deleted(id, told)] };
  if (table === 'task_ci') return affected(id, told, xml);
  if (table === 'sysapproval_approver' || table === 'sysapproval_group')
    return { events: [removed(id, told, columnIn(xml, 'sysapproval') ?? columnIn(xml, 'parent'))] };
  return { ignored: `A row of ${table} was deleted; no fact of this version of Changeline rests on such a row.` };
}

function affected(id: string, told: Parameters<typeof removed>[1], xml: string): Normalised {
  const [task, item] = [columnIn(xml, 'task'), columnIn(xml, 'ci_item')];
  if (!task || !item)
    return { ignored: 'An affected configuration item was taken from a task, and the row that was kept does not say which.' };
  return { events: [taken({ row: id, task, item, actor: told.by, at: told.at })] };
}

/** All approvals of a task are parts of one, under its id (`approval.ts`); of which task it was, only the kept row tells. */
function removed(id: string, { by, at }: NonNullable<Parameters<typeof deleted>[1]>, task: string | null): Draft {
  return {
    type: 'evidence.removed',
    subject: ref('thing', 'removal', id),
    identity: { kind: 'approval', natural: [id], transition: 'removed' },
    occurredAt: at,
    timeFrom: 'SEEN',
    core: { about: ref('approval', task ?? id) },
    seen: { by },
  };
}

const COLUMN_IN_XML = (name: string) => new RegExp(`<${name}(?:\\s[^>]*)?>([0-9a-f]{32})</${name}>`);

function columnIn(xml: string, name: string): string | null {
  return COLUMN_IN_XML(name).exec(xml)?.[1] ?? null;
}

/** A ticket that complete censuses lack, and that cannot be read any more: nobody says since when, or by whom. */
export function fromCensus(payload: Json): Normalised {
  return { events: [deleted(readAs(censusRecord, payload, 'census').ticket, null)] };
}
