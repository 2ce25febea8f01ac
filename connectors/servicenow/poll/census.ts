import { type Instant, type Roots } from '#contract';
import { plusSeconds, stored as written } from '../query.js';
import type { Client } from './client.js';
import { slices, stored } from './slices.js';
import type { Source } from './tables.js';

/** Change requests and change tasks together: both are tickets. */
const ticketRoots: Roots = {
  kind: 'tickets',
  ground: null,
  created: 'ticket.created',
  deleted: { type: 'ticket.deleted', record: (ticket) => ({ kind: 'census.deleted', key: `ticket:${ticket}`, payload: { ticket } }) },
  bell: (ticket) => ({ collection: 'tickets', reference: { id: ticket, must: true } }),
};

const incidentRoots: Roots = {
  kind: 'incidents',
  ground: null,
  created: 'incident.opened',
  deleted: null,
  bell: (id) => ({ collection: 'incident', reference: { id } }),
};

export function rootsOf(table: string): Roots | null {
  if (table === 'change_request' || table === 'change_task') return ticketRoots;
  return table === 'incident' ? incidentRoots : null;
}

/** Ids of the rows inserted in [from, to): asked for a second more, since ServiceNow counts whole seconds. */
export async function ids(
  client: Client,
  source: Source,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<string[]> {
  const time = 'sys_created_on';
  const small = {
    ...source,
    columns: [...new Set(['sys_id', 'sys_created_on', ...source.columns.filter((column) => column.includes('.'))])],
  };
  const bounds = { start: `${time}>=${written(from)}`, within: `${time}<=${written(plusSeconds(to, 1))}` };
  const found: string[] = [];
  for await (const { rows } of slices(client, { source: small, time, direction: 'UP', ...bounds }, null, { hidden: null })) {
    found.push(...rows.filter((row) => isWithin(stored(row, time), from, to)).map((row) => stored(row, 'sys_id')));
  }
  return found;
}

function isWithin(at: string, from: Instant, to: Instant): boolean {
  const instant = `${at.replace(' ', 'T')}.000000Z`;
  return instant >= from && instant < to;
}
