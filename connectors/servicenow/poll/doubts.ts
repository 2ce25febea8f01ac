import type { CoverageClaim } from '#contract';
import type { Cursor } from './cursor.js';
import type { Pass } from './pass.js';
import { isStillHidden } from './slices.js';
import { claimsOf, type Source } from './tables.js';
import { wholeRows } from './whole.js';

/** What came to light in a pass. */
export interface Found {
  /** Why histories were not read. */
  denied: string | null;
  wereRead: boolean;
  /** The first page of which access rules took rows out. */
  hidden: Cursor['hidden'];
}

export function nothingFound(): Found {
  return { denied: null, wereRead: false, hidden: null };
}

/** What was refused or hidden once and is shown now was never read for the unchanged rows: all begins anew. */
export async function isShownNow(
  pass: Pass,
  source: Source,
  { from, found }: { readonly from: Cursor; readonly found: Found },
): Promise<boolean> {
  if (from.denied !== null && found.denied === null && (found.wereRead || (await isHistoryShown(pass, source, from)))) return true;
  return from.hidden !== null && !(await isStillHidden(pass.client, source, from.hidden));
}

/** Asked by the row that was read last, where no other was read: it may not change for long. */
async function isHistoryShown(pass: Pass, { table, columns }: Source, { last }: Cursor): Promise<boolean> {
  if (last === null) return false;
  const { rows } = await pass.client.list({ table, query: `sys_id=${last.id}`, columns, limit: 1, shown: true });
  return rows.length > 0 && (await wholeRows(pass, table, rows)).denied === null;
}

/** What this pass, and those before it, prove of the table. */
export async function claimsAfter(pass: Pass, source: Source, at: Cursor): Promise<CoverageClaim[]> {
  const hasHistory = ['tickets', 'approvals', 'group_approvals'].includes(source.collection);
  const reason = at.denied ?? at.hidden?.words ?? (hasHistory ? await pass.access.unaudited(source.table) : null);
  if (reason !== null) return claimsOf(source, { state: 'DENIED', reason });
  const upTo = pass.client.startedAt();
  return upTo === null ? [] : claimsOf(source, { state: 'COMPLETE', upTo });
}
