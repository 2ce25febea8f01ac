import { SourceRefused } from '#contract';
import { columnsOf } from '../query.js';
import type { Client, Row } from './client.js';
import { stored } from './slices.js';
import type { Source } from './tables.js';

/**
 * What ServiceNow does not understand in a query it leaves out without a word, or answers nothing at all, as the property
 * `glide.invalid_query.returns_no_rows` says; and it may read a written time in the zone of the account. So before the first reading
 * questions are asked of which the answer is known. Throws `SourceRefused`, saying what to change.
 */
export async function prove(client: Client, { table, time, filter }: Source): Promise<void> {
  const count = async (query: string) => {
    const { rows, total } = await client.list({ table, query, columns: ['sys_id', time], limit: 1 });
    return total ?? rows.length;
  };
  if ((await count('sys_idISNOTEMPTY')) === 0) return;
  for (const column of new Set([time, 'sys_id', 'sys_created_on', ...columnsOf(filter)])) {
    // Nothing is empty and not empty; everything is one of the two.
    if ((await count(`${column}ISEMPTY^${column}ISNOTEMPTY`)) > 0) throw unknown(table, column, 'it ignored what was asked of that column');
    if ((await count(`${column}ISEMPTY^OR${column}ISNOTEMPTY`)) === 0)
      throw unknown(table, column, 'it found nothing, whatever stands there');
  }
  await proveZone(client, table, time);
}

function unknown(table: string, column: string, words: string): SourceRefused {
  return new SourceRefused(
    400,
    `ServiceNow does not know the column ${column} of ${table}, or does not let this account ask for it: ${words}. Correct the query, or grant "read on ${table}.${column}".`,
  );
}

/** A row is asked for by its own time; between the two questions it may change once. */
async function proveZone(client: Client, table: string, time: string): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    const newest = (await client.list({ table, query: `ORDERBYDESC${time}`, columns: ['sys_id', time], limit: 1 })).rows[0];
    if (!newest) return;
    const query = `sys_id=${stored(newest, 'sys_id')}^${time}=${stored(newest, time)}`;
    const { rows, total } = await client.list({ table, query, columns: ['sys_id', time], limit: 1 });
    if (rows.length > 0 || (total ?? 0) > 0) return;
  }
  throw new SourceRefused(400, otherZone(table, time));
}

function otherZone(table: string, time: string): string {
  return `ServiceNow does not find a row of ${table} by its own ${time}: it reads times in the zone of the account. Set the time zone of the user of this source to GMT.`;
}

/** A row that must have come and did not: it is there still, and not older than what was asked for. */
export async function proveNotLost(
  client: Client,
  { table, time }: Source,
  last: { readonly id: string; readonly time: string },
): Promise<void> {
  const row: Row | undefined = (await client.list({ table, query: `sys_id=${last.id}`, columns: ['sys_id', time], limit: 1 })).rows[0];
  if (row && stored(row, time) >= last.time) throw new SourceRefused(400, otherZone(table, time));
}
