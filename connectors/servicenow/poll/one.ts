import { type Doorbell, type Fetched, type Named, SourceRefused } from '#contract';
import { z } from 'zod';
import type { ServiceNowConfig } from '../config.js';
import { type Table, TICKET_TABLES } from '../fields.js';
import { all, SYS_ID } from '../query.js';
import type { Row, ServiceNowIo } from './client.js';
import { type Pass, passOf } from './pass.js';
import { sourceOf } from './tables.js';
import { wholeRows } from './whole.js';

const NUMBER = /^([A-Z]{2,10})\d{5,15}$/;
const id = z.string().regex(SYS_ID);
const row = z.object({
  collection: z.enum(['change_request', 'change_task', 'incident', 'sysapproval_approver', 'sysapproval_group', 'task_ci']),
  reference: z.object({ id }),
});
/** `must`: that it is not there is what the asker wants to hear of. */
const ticket = z.object({
  collection: z.literal('tickets'),
  reference: z.union([z.object({ id, must: z.literal(true) }), z.object({ number: z.string().regex(NUMBER) })]),
});

/** The row that a doorbell names, if it is one that is read at all. Claims nothing: one row says nothing of the others. */
export async function fetchOne(doorbell: Doorbell, io: ServiceNowIo): Promise<Fetched> {
  const pass = passOf(io);
  const one = row.safeParse(doorbell);
  if (one.success) return { records: await records(pass, one.data.collection, `sys_id=${one.data.reference.id}`) };
  const read = ticket.safeParse(doorbell);
  if (!read.success) {
    throw new SourceRefused(400, `A doorbell for ${doorbell.collection} names nothing that the ServiceNow connector can read alone.`);
  }
  const { reference } = read.data;
  return { records: 'number' in reference ? await byNumber(pass, reference.number) : await byId(pass, reference.id) };
}

async function byNumber(pass: Pass, number: string): Promise<Fetched['records']> {
  const table = tableOf(number, pass.config);
  return table === null ? [] : records(pass, table, `number=${number}`);
}

async function byId(pass: Pass, ticketId: string): Promise<Fetched['records']> {
  for (const table of TICKET_TABLES) {
    const found = await records(pass, table, `sys_id=${ticketId}`);
    if (found.length > 0) return found;
  }
  throw new SourceRefused(
    404,
    `ServiceNow has no change request or change task ${ticketId}, or does not show it to the user of this source.`,
  );
}

/** With the terms by which the table is read: what lies outside them is not read alone either. */
async function records({ client, ...pass }: Pass, table: Table, term: string): Promise<Fetched['records']> {
  const { filter, columns } = sourceOf(table, pass.config);
  const { rows } = await client.list({ table, query: all(filter, term), columns, limit: 2, shown: true });
  const asked = rows.filter((found: Row) => isAsked(found, term));
  return (await wholeRows({ client, ...pass }, table, asked)).records;
}

/** A term that was ignored would bring any rows. */
function isAsked(found: Row, term: string): boolean {
  const [column = '', value = ''] = term.split('=');
  const cell = found[column];
  return (typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell) === value;
}

/** By its number, where it is one of a change request or change task. */
export function doorbellOf({ collection, item }: Named, config: ServiceNowConfig): Doorbell | null {
  return collection === 'ticket' && tableOf(item, config) !== null ? { collection: 'tickets', reference: { number: item } } : null;
}

function tableOf(number: string, { prefixes }: ServiceNowConfig): 'change_request' | 'change_task' | null {
  const letters = NUMBER.exec(number)?.[1];
  return TICKET_TABLES.find((table) => prefixes[table] === letters) ?? null;
}
