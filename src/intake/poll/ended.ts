import type { Sql } from '../../db/pool.js';
import type { Claim } from './awaited.js';

/** What a pass claims, waiting for its records to have their ends. */
export interface Pass {
  readonly source: string;
  readonly stream: string;
  readonly claims: readonly Claim[];
  /** Deliveries of this source and stream up to here belong to it. */
  readonly upToDelivery: string;
  /** Digests of its records, lower-case hex: for a doorbell, whose stream holds the pages of others. Null: the whole stream counts. */
  readonly digests: readonly string[] | null;
  readonly clockOffsetMs: number | null;
}

/** Which of the passes, by their places, have records that have no end yet. */
export async function pendingOf(sql: Sql, passes: readonly Pass[]): Promise<ReadonlySet<number>> {
  const rows = await sql<{ nth: number }[]>`
    select (nth - 1)::int as nth
    from unnest(
      ${texts(sql, passes, ({ source }) => source)}::text[],
      ${texts(sql, passes, ({ stream }) => stream)}::text[],
      ${texts(sql, passes, ({ upToDelivery }) => upToDelivery)}::text[]
    ) with ordinality as pass (source, stream, up_to, nth)
    where exists (
      select
      from inbox_delivery
      where state = 'PENDING' and id <= pass.up_to::uuid and source = pass.source and stream = pass.stream
    )`;
  return new Set(rows.map(({ nth }) => nth));
}

/** Which of them have a quarantined record: nobody knows what it says, so nothing is complete. */
export async function spoiltOf(sql: Sql, passes: readonly Pass[]): Promise<ReadonlySet<number>> {
  const whole = passes.flatMap((pass, nth) => (pass.digests === null ? [{ pass, nth }] : []));
  const rows = await sql<{ source: string; stream: string }[]>`
    select distinct inbox_record.source, inbox_delivery.stream
    from inbox_record
    join inbox_delivery on inbox_delivery.id = inbox_record.delivery
    where inbox_record.state = 'QUARANTINED' and inbox_delivery.stream = any(${texts(sql, passes, ({ stream }) => stream)}::text[])`;
  const spoilt = new Set(rows.map(({ source, stream }) => `${source} ${stream}`));
  const found = new Set(whole.filter(({ pass }) => spoilt.has(`${pass.source} ${pass.stream}`)).map(({ nth }) => nth));
  for (const [nth, { source, digests }] of passes.entries()) if (digests && (await isSpoilt(sql, source, digests))) found.add(nth);
  return found;
}

async function isSpoilt(sql: Sql, source: string, digests: readonly string[]): Promise<boolean> {
  const rows = await sql`
    select true
    from inbox_record
    where digest = any(${sql.array(
      digests.map((digest) => Buffer.from(digest, 'hex')),
      1001,
    )}::bytea[])
      and state = 'QUARANTINED' and source = ${source}
    limit 1`;
  return rows.length > 0;
}

function texts(sql: Sql, passes: readonly Pass[], of: (pass: Pass) => string) {
  return sql.array(passes.map(of), 1009);
}
