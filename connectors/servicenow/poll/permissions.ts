import { type PermissionClaim, SourceRefused } from '#contract';
import { hiddenWords } from './listing.js';
import type { Client } from './client.js';
import type { Pass } from './pass.js';
import { scopeOf, type Source } from './tables.js';

/** What each collection takes besides its own table. */
const AROUND: Readonly<Record<string, readonly string[]>> = {
  tickets: ['sys_audit', 'sys_dictionary', 'sys_journal_field'],
  approvals: ['sys_audit', 'sys_dictionary'],
  group_approvals: ['sys_audit', 'sys_dictionary'],
};

/** What the account may read, by asking each table for one row: a refusal, or a row that is counted and not shown, is a denial. */
export async function permissionsOf(pass: Pass, sources: readonly Source[]): Promise<readonly PermissionClaim[]> {
  const asked = new Map<string, Promise<string | null>>();
  const deniedIn = (table: string) => {
    const answer = asked.get(table) ?? deniedOf(pass.client, table);
    asked.set(table, answer);
    return answer;
  };
  const claims: PermissionClaim[] = [];
  for (const { table, collection, projects } of sources) {
    const tables = [table, ...(AROUND[collection] ?? [])];
    let denied: string | null = null;
    for (const one of tables) denied ??= await deniedIn(one);
    if (denied === null && AROUND[collection]) denied = await pass.access.unaudited(table);
    claims.push(
      ...projects.map((project) => ({ scope: scopeOf(project), collection, permission: `read on ${tables.join(', ')}`, denied })),
    );
  }
  const denied = await deniedIn('sys_user');
  return [...claims, { scope: scopeOf(sources[0]?.projects[0] ?? ''), collection: 'accounts', permission: 'read on sys_user', denied }];
}

async function deniedOf(client: Client, table: string): Promise<string | null> {
  try {
    const { rows, total } = await client.list({ table, query: 'sys_idISNOTEMPTY', columns: ['sys_id'], limit: 1 });
    return rows.length === 0 && (total ?? 0) > 0 ? hiddenWords(table, 1, null) : null;
  } catch (error) {
    if (error instanceof SourceRefused && [400, 403, 404].includes(error.status)) return error.message;
    throw error;
  }
}
