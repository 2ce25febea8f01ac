import type { Transaction } from '../db/pool.js';

/** A source, and which version of its connector's normaliser reads it from now on. */
export interface Raised {
  readonly source: string;
  readonly version: number;
}

/**
 * Has records read again that an older normaliser ignored: a page of known records is not kept, so they would not come by themselves.
 * What else their deliveries held is read again, too, and what it says as before changes nothing. Gives how many deliveries that is.
 */
export async function readIgnoredAgain(tx: Transaction, raised: readonly Raised[]): Promise<number> {
  const sources = raised.map(({ source }) => source);
  const versions = raised.map(({ version }) => version);
  const again = await tx`
    update inbox_delivery
    set state = 'PENDING'
    where id in (
      select delivery
      from inbox_record
      join unnest(${tx.array(sources, 1009)}::text[], ${tx.array(versions, 1007)}::integer[]) as raised (source, version) using (source)
      where state = 'IGNORED' and normaliser_version < version
    )
    returning true`;
  if (again.length > 0) await tx`select pg_notify('inbox', '')`;
  return again.length;
}
