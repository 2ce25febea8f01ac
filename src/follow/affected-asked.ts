import type { Transaction } from '../db/pool.js';
import type { Changes } from './fold/changes.js';

/** What waits for a check of a commit, for a pull request that was merged as one, or for word of an artifact: what single rules ask for (`asked.ts`). */
export async function affectedAsked(
  tx: Transaction,
  { checks, pulls, artifacts }: Changes,
): Promise<readonly { readonly deployment: string }[]> {
  if (checks.size + pulls.size + artifacts.size === 0) return [];
  const things = [
    ...[...checks.values()].map((one) => ({ ...one, collection: 'check' })),
    ...[...artifacts].map((item) => ({ scope: '', collection: 'artifact', item })),
  ];
  return tx<{ deployment: string }[]>`
    select a.unit as deployment
    from json_to_recordset(${JSON.stringify(things)}::text::json) as t (scope text, collection text, item text)
    join awaiting a using (scope, collection, item)
    union
    select a.unit
    from pull_request p join awaiting a on a.scope = p.repository and a.collection = 'merge' and a.item in (p.merge_commit, '')
    where p.pull_request = any(${[...pulls]})`;
}
