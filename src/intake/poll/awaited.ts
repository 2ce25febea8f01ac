import { refText, type CoverageClaim } from '#contract';
import type { Sql } from '../../db/pool.js';

export interface ScopedClaim extends CoverageClaim {
  readonly source: string;
  /** The text of its scope. */
  readonly subject: string;
}

export function scoped(source: string, claim: CoverageClaim): ScopedClaim {
  return { ...claim, source, subject: refText(claim.scope, source) };
}

/** One name for source, scope and collection. */
export function claimKey(claim: { readonly source: string; readonly subject: string; readonly collection: string }): string {
  return JSON.stringify([claim.source, claim.subject, claim.collection]);
}

/** The keys of those complete claims that a verdict waits for. */
export async function awaited(sql: Sql, claims: readonly ScopedClaim[]): Promise<Set<string>> {
  const complete = claims.filter((claim) => claim.state === 'COMPLETE');
  if (complete.length === 0) return new Set();
  const rows = await sql<{ key: string }[]>`
    select distinct claimed.key
    from unnest(
      ${sql.array(complete.map(claimKey), 1009)}::text[],
      ${sql.array(complete.map((claim) => claim.subject), 1009)}::text[],
      ${sql.array(complete.map((claim) => claim.collection), 1009)}::text[],
      ${sql.array(complete.map((claim) => claim.upTo ?? null) as string[], 1009)}::text[]
    ) as claimed (key, scope, collection, up_to)
    join read.awaiting using (scope, collection)
    where awaiting.up_to is null or awaiting.up_to <= claimed.up_to::timestamptz`;
  return new Set(rows.map((row) => row.key));
}
