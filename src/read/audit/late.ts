import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import type { Late } from '../../evidence/audit/index.js';

const MOST_FACTS = 1_000;

/** Facts that happened in [from, to) and were recorded after the checkpoint, in order of the ledger. */
export async function lateFacts(
  sql: Sql,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  after: number,
): Promise<Pick<Late, 'facts' | 'factCount'>> {
  const rows = await sql<(Late['facts'][number] & { count: number })[]>`
    select seq, type, subject, recorded_at as "recordedAt", (count(*) over ())::int as count
    from timeline_entry
    where seq > ${after} and source <> 'changeline' and occurred_from >= ${from}::timestamptz and occurred_from < ${to}::timestamptz
    order by seq
    limit ${MOST_FACTS}`;
  return { facts: rows.map(({ count: _, seq, ...fact }) => ({ seq: Number(seq), ...fact })), factCount: rows[0]?.count ?? 0 };
}
