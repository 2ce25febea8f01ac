import type { Sql } from '../../../src/db/pool.js';
import type { Zone } from './calendar.js';

/** On which day how many of these tickets were made, by the events of the ledger alone. */
export async function requestedInLedger(sql: Sql, zone: Zone, tickets: ReadonlySet<string>): Promise<Readonly<Record<string, number>>> {
  const rows = await sql<{ leaf: Uint8Array }[]>`select leaf from ledger_event order by seq`;
  const days: Record<string, number> = {};
  for (const { leaf } of rows) {
    const { type, subject, occurredAt } = JSON.parse(Buffer.from(leaf).toString('utf8')) as {
      readonly type: string;
      readonly subject: string;
      readonly occurredAt: { readonly from: string } | null;
    };
    if (type !== 'ticket.created' || occurredAt === null || !tickets.has(subject)) continue;
    const day = zone.dayOf(occurredAt.from);
    days[day] = (days[day] ?? 0) + 1;
  }
  return days;
}
