import type { Sql } from '../db/pool.js';
import { isUuid } from './uuid7.js';

export interface ReplayWhat {
  readonly source?: string;
  readonly delivery?: string;
  readonly position?: number;
}

/**
 * Has quarantined records read again, after a fix: their deliveries are pending once more. What else a delivery
 * held yields the same events, which changes nothing. Gives how many deliveries and quarantined records that is.
 */
export async function replay(sql: Sql, what: ReplayWhat = {}): Promise<{ deliveries: number; records: number }> {
  if (what.delivery !== undefined && !isUuid(what.delivery)) return { deliveries: 0, records: 0 };
  return sql.begin(async (tx) => {
    const [counted] = await tx<{ deliveries: number; records: number }[]>`
      with chosen as materialized (
        select delivery
        from inbox_record
        where state = 'QUARANTINED'
          and (${what.source ?? null}::text is null or source = ${what.source ?? null})
          and (${what.delivery ?? null}::uuid is null or delivery = ${what.delivery ?? null})
          and (${what.position ?? null}::integer is null or position = ${what.position ?? null})
      ), again as (
        update inbox_delivery
        set state = 'PENDING'
        where id in (select delivery from chosen)
        returning id
      )
      select
        (select count(*) from again)::integer as deliveries,
        (select count(*) from chosen)::integer as records`;
    await tx`select pg_notify('inbox', '')`;
    return counted ?? { deliveries: 0, records: 0 };
  });
}
