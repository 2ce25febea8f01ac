import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';

export interface CoverageRow {
  readonly scope: string;
  readonly collection: string;
  readonly state: 'COMPLETE' | 'DENIED' | 'DIFFERS';
  readonly upTo: Instant | null;
  readonly reason: string | null;
}

/** How far the collections of these scopes were read; what the token may not read is denied, whatever was read before. */
export function loadCoverage(tx: Transaction, scopes: readonly string[]): Promise<CoverageRow[]> {
  return matching(tx, tx`scope = any(${[...scopes]})`);
}

/** The same of the projects of all sources of tickets, of the few tickets that have a coverage of their own, and of all deployments and their code: few enough to read them all. */
export function loadTicketCoverage(tx: Transaction): Promise<CoverageRow[]> {
  return matching(
    tx,
    tx`((scope like 'thing:%:project:%' or scope like 'ticket:%') and collection in ('tickets', 'approvals', 'group_approvals')) or collection in ('deployments', 'commits', 'pull_requests', 'census:tickets')`,
  );
}

function matching(tx: Transaction, wanted: ReturnType<Transaction>): Promise<CoverageRow[]> {
  return tx<CoverageRow[]>`
    select scope, collection, case when p.denied is null then c.state else 'DENIED' end as state, c.up_to as "upTo",
      coalesce(p.denied, c.reason) as reason
    from (select scope, collection, state, up_to, reason from coverage where (${wanted})) c
    full join (select scope, collection, denied from permission where denied is not null and (${wanted})) p using (scope, collection)
    order by scope, collection`;
}
