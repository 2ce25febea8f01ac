import type { Json } from '#contract';
import type { Sql, Transaction } from '../../db/pool.js';

/** A doorbell that this hub is answering. */
export interface Rung {
  readonly source: string;
  readonly collection: string;
  readonly digest: Buffer;
  readonly reference: Json;
  readonly rungAt: string;
  readonly attempts: number;
}

/** After these it is left with its error until somebody rings again; `sources` counts it as failing. */
export const MOST_ATTEMPTS = 10;

/** Longer than any reading of one record takes; a hub that dies in the middle leaves it to the next after this time. */
const LEASE = '2 minutes';

/** The doorbell that has waited longest, put off for others while it is being answered. */
export async function takeDoorbell(sql: Sql, sources: readonly string[]): Promise<Rung | null> {
  const [rung] = await sql<Rung[]>`
    update inbox_doorbell
    set not_before = clock_timestamp() + ${LEASE}::interval
    where (source, collection, digest) = (
      select source, collection, digest
      from inbox_doorbell
      where not_before <= clock_timestamp()
        and attempts < ${MOST_ATTEMPTS}
        and source = any(${sql.array([...sources], 1009)}::text[])
      order by not_before
      limit 1
      for update skip locked
    )
    returning source, collection, digest, reference, rung_at as "rungAt", attempts`;
  return rung ?? null;
}

/** Gone, unless it rang again while it was being answered: then it is due at once. */
export async function answered(tx: Transaction, { source, collection, digest, rungAt }: Rung): Promise<void> {
  const gone = await tx`
    delete from inbox_doorbell
    where source = ${source} and collection = ${collection} and digest = ${digest} and rung_at <= ${rungAt}
    returning true`;
  if (gone.length > 0) return;
  await tx`
    update inbox_doorbell
    set not_before = clock_timestamp(), attempts = 0, last_error = null
    where source = ${source} and collection = ${collection} and digest = ${digest}`;
}

/** `counts`: whether it brings the doorbell nearer to being given up. */
export async function unanswered(
  sql: Sql,
  rung: Rung,
  failure: { readonly sentence: string; readonly nextMs: number; readonly counts: boolean },
): Promise<void> {
  await sql`
    update inbox_doorbell
    set
      attempts = attempts + ${failure.counts ? 1 : 0},
      last_error = ${failure.sentence},
      not_before = clock_timestamp() + ${failure.nextMs} * interval '1 millisecond'
    where source = ${rung.source} and collection = ${rung.collection} and digest = ${rung.digest}`;
}
