import { refText, type CoverageClaim, type Instant } from '#contract';
import type { Sql } from '../../db/pool.js';

/** A connector's claim, or what a census found. */
export interface Claim extends Omit<CoverageClaim, 'state'> {
  readonly state: CoverageClaim['state'] | 'DIFFERS';
}

export interface ScopedClaim extends Claim {
  readonly source: string;
  /** The text of its scope. */
  readonly subject: string;
}

export function scoped(source: string, claim: Claim): ScopedClaim {
  return { ...claim, source, subject: refText(claim.scope, source) };
}

/** One name for source, scope and collection. */
export function claimKey(claim: { readonly source: string; readonly subject: string; readonly collection: string }): string {
  return JSON.stringify([claim.source, claim.subject, claim.collection]);
}

/** The keys of those complete claims that reach a moment for which a verdict waits, and which the last recorded one (`reachedBy`) did not reach. */
export async function awaited(
  sql: Sql,
  claims: readonly ScopedClaim[],
  reachedBy: (claim: ScopedClaim) => Instant | null,
): Promise<Set<string>> {
  const complete = claims.filter((claim) => claim.state === 'COMPLETE' && claim.upTo !== undefined);
  if (complete.length === 0) return new Set();
  const texts = (value: (claim: ScopedClaim) => string | null) => sql.array(complete.map(value) as string[], 1009);
  const rows = await sql<{ key: string }[]>`
    select distinct claimed.key
    from unnest(
      ${texts(claimKey)}::text[],
      ${texts((claim) => claim.subject)}::text[],
      ${texts((claim) => claim.collection)}::text[],
      ${texts((claim) => claim.upTo ?? null)}::text[],
      ${texts(reachedBy)}::text[]
    ) as claimed (key, scope, collection, up_to, reached)
    join read.awaiting using (scope, collection)
    where awaiting.up_to <= claimed.up_to::timestamptz
      and awaiting.up_to > coalesce(claimed.reached::timestamptz, '-infinity')`;
  return new Set(rows.map((row) => row.key));
}
