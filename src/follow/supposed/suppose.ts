import type { Instant } from '#contract';
import { openPool, type Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import type { ActivatedPolicy } from '../load/policies.js';
import { Nearby } from '../load/near.js';
import type { Moment } from '../moment.js';
import { byIndex } from '../settings.js';
import { FollowState } from '../state.js';

export interface Supposition {
  /** Read tables that are hidden by empty temporary ones. */
  readonly hidden: readonly string[];
  /** Fills them, before anything else is read. */
  readonly fill?: (tx: Transaction) => Promise<unknown>;
  /** The policies by which to judge; left out: those in the ledger. */
  readonly policies?: readonly ActivatedPolicy[];
  /** The judge's clock: that of the read tables as they stand, now, or a moment. */
  readonly clock: 'FOLLOWED' | 'NOW' | { readonly at: Instant };
  /** The state of the read tables that another transaction sees (`pg_export_snapshot`); left out: as they stand. */
  readonly snapshot?: string;
}

/**
 * What would be judged if something were otherwise. It is asked on a connection of its own, of one state of the read tables, and
 * in a transaction in which the database refuses to write anything but the temporary tables.
 */
export async function suppose<T>(
  url: string,
  { hidden, fill, policies, clock, snapshot }: Supposition,
  judge: (moment: Moment) => Promise<T>,
): Promise<T> {
  const sql = openPool(url, { max: 1, name: 'changeline supposed' });
  try {
    // In the search path temporary tables come first by themselves.
    for (const table of hidden) await sql.unsafe(`create temporary table ${table} (like read.${table} including all)`);
    return (await sql.begin('isolation level repeatable read read only', async (tx) => {
      if (snapshot !== undefined) await tx.unsafe(`set transaction snapshot '${snapshot}'`);
      const [, [row]] = await together([
        byIndex(tx),
        tx<{ now: Instant; followed: Instant }[]>`
          select clock_timestamp() as now, coalesce((select clock from follow_cursor), clock_timestamp()) as followed`,
      ]);
      await fill?.(tx);
      const state = new FollowState(policies);
      const at = clock === 'NOW' ? row!.now : clock === 'FOLLOWED' ? row!.followed : clock.at;
      const moment = { tx, state, at, cause: 'FACT', factsStand: false, changed: [] } as const;
      return judge({ ...moment, changed: [], world: await state.ticketWorld(tx), nearby: new Nearby(tx) });
    })) as T;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
