import type { Transaction } from '../db/pool.js';

/** A delivery that this transaction has for itself. */
export interface Claimed {
  readonly id: string;
  readonly source: string;
  readonly door: 'WEBHOOK' | 'POLL' | 'PUSH';
  readonly stream: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ClaimLimits {
  readonly deliveries: number;
  readonly bytes: number;
}

/**
 * A delivery of a source that this hub does not know may be another hub's, which is configured differently; after so
 * long nobody wants it, and it gets its end here.
 */
const ORPHANED_AFTER = '1 hour';

/** The oldest pending deliveries that no other transaction holds, at least one and at most `bytes` of bodies. */
export async function claim(tx: Transaction, sources: readonly string[], limits: ClaimLimits): Promise<Claimed[]> {
  return tx<Claimed[]>`
    with claimed as materialized (
      select id, octet_length(body) as size
      from inbox_delivery
      where state = 'PENDING'
        and (source = any(${sources as string[]}) or received_at < clock_timestamp() - ${ORPHANED_AFTER}::interval)
      order by id
      limit ${limits.deliveries}
      for update skip locked
    ), running as (
      select id, sum(size) over (order by id) - size as before
      from claimed
    )
    select delivery.id, delivery.source, delivery.door, delivery.stream, delivery.headers, delivery.body
    from running
    join inbox_delivery delivery using (id)
    where running.before < ${limits.bytes}
    order by delivery.id`;
}
