import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

export interface CoverageRow {
  readonly scope: string;
  readonly collection: string;
  readonly state: 'COMPLETE' | 'DENIED' | 'DIFFERS';
  readonly upTo: Instant | null;
  readonly reason: string | null;
}

/** For each source one page of how far each of its collections was read, by scope and collection. */
export function coverageOf(sql: Sql, sources: readonly string[], input: PageInput): Promise<Page<CoverageRow>[]> {
  const matching = sql`select scope, collection, state, up_to as "upTo", reason from coverage where source = w.source`;
  return pagesOf<CoverageRow, CoverageRow>(
    sql,
    {
      name: 'coverage',
      kinds: ['text', 'text'],
      parents: sql`unnest(${sources as string[]}::text[])`,
      columns: sql`source`,
      matching,
      rows: ({ from, limit }) => sql`
        ${matching} and (scope, collection) > (${String(from?.[0] ?? '')}, ${String(from?.[1] ?? '')})
        order by scope, collection
        limit ${limit + 1}`,
      order: sql`p.scope, p.collection`,
      keyOf: (row) => [row.scope, row.collection],
      nodeOf: (row) => row,
    },
    input,
  );
}

export interface DeniedRow {
  readonly source: string;
  readonly collection: string;
  /** Of how many repositories or the like. */
  readonly scopes: number;
  readonly reason: string | null;
}

/** Up to 200 collections of each source that the tool does not let the hub read, by name. */
export async function deniedOf(sql: Sql, sources: readonly string[]): Promise<DeniedRow[]> {
  return sql<DeniedRow[]>`
    select d.*
    from unnest(${sources as string[]}::text[]) as w (source)
    cross join lateral (
      select w.source, collection, count(*)::int as scopes, min(coalesce(p.denied, c.reason)) as reason
      from (select scope, collection, reason from coverage where source = w.source and state = 'DENIED') c
      full join (select scope, collection, denied from permission where source = w.source and denied is not null) p
        using (scope, collection)
      group by collection
      order by collection
      limit 200
    ) d
    order by d.source, d.collection`;
}

export interface PermissionRow {
  readonly source: string;
  readonly collection: string;
  readonly permission: string;
  /** In how many repositories or the like the token has it. */
  readonly granted: number;
  readonly lacking: number;
}

/** Up to 200 permissions of each source that its token was asked for, by collection. */
export async function permissionsOf(sql: Sql, sources: readonly string[]): Promise<PermissionRow[]> {
  return sql<PermissionRow[]>`
    select p.*
    from unnest(${sources as string[]}::text[]) as w (source)
    cross join lateral (
      select source, collection, permission, count(*) filter (where denied is null)::int as granted, count(denied)::int as lacking
      from permission
      where source = w.source
      group by source, collection, permission
      order by collection, permission
      limit 200
    ) p
    order by p.source, p.collection, p.permission`;
}

/** How a source is doing, and what it denies: HEALTHY says that reading works, not that everything may be read. */
export function sentenceOf({ sentence }: { readonly sentence: string }, denied: readonly DeniedRow[]): string {
  if (denied.length === 0) return sentence;
  const named = denied.map(({ collection, scopes }) => `${collection} (${scopes === 1 ? '1 scope' : `${scopes} scopes`})`);
  return `${sentence} It does not let the hub read ${named.join(', ')}: rules that need them answer INDETERMINATE.`;
}
