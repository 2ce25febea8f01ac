import { SourceRefused } from '#contract';
import type { Client, Row } from './client.js';
import { about } from './refusal.js';

export interface Part {
  readonly table: string;
  readonly query: string;
  readonly columns: readonly string[];
}

/** All rows of a query whose rows are never changed, or a sentence that says why they are not all shown. */
export async function wholeList(
  client: Client,
  { table, query, columns }: Part,
): Promise<{ readonly rows: readonly Row[] } | { readonly denied: string }> {
  const rows: Row[] = [];
  let counted: number | null = null;
  try {
    for (let offset: number | null = 0; offset !== null;) {
      const page = await client.list({ table, query: `${query}^ORDERBYsys_created_on^ORDERBYsys_id`, columns, limit: PAGE, offset });
      rows.push(...page.rows);
      counted = page.total ?? counted;
      offset = page.next !== null && page.next > offset ? page.next : null;
    }
  } catch (error) {
    if (error instanceof SourceRefused && error.status === 403) return { denied: error.message };
    throw error;
  }
  return counted !== null && rows.length < counted ? { denied: hiddenWords(table, counted - rows.length, counted) } : { rows };
}

const PAGE = 1000;

/** What ServiceNow counts and does not show. */
export function hiddenWords(table: string, hidden: number, of: number | null): string {
  const count = of === null ? String(hidden) : `${String(hidden)} of ${String(of)}`;
  return `ServiceNow hides ${count} ${about(table).what} from the user of this source: an access rule or a domain takes them out. Grant "read on ${table}" to that user.`;
}
