import { type Doorbell, type Json, type RawRecord } from '#contract';
import { z } from 'zod';
import { SYS_ID } from '../query.js';

/** Tables of which one row can be read alone. */
const READ = z.enum(['change_request', 'change_task', 'incident', 'sysapproval_approver', 'sysapproval_group', 'task_ci']);
const named = z.object({ table: READ, sys_id: z.string().regex(SYS_ID) });

/** The row that a delivery names: anybody can send any, so it need not exist. */
export function namedIn(payload: { readonly [key: string]: Json }): Doorbell[] {
  const read = named.safeParse(payload);
  return read.success ? [{ collection: read.data.table, reference: { id: read.data.sys_id } }] : [];
}

/** A record where it says more than which row to read, or names none that is read: then `normalise` says why. */
export function recordsIn(payload: { readonly [key: string]: Json }): RawRecord[] {
  const { table, sys_id: id, operation, changes } = payload;
  const says = operation === 'delete' || (Array.isArray(changes) && changes.length > 0);
  if (!says && namedIn(payload).length > 0) return [];
  return [{ kind: 'webhook.row', key: `${String(table)}:${String(id)}`, payload }];
}
