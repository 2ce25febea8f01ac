import type { Instant } from '#contract';
import type { Sql, Transaction } from '../../db/pool.js';

/** That an auditor bound himself to a secret. */
export interface Commitment {
  /** The event that says so. */
  readonly event: string;
  readonly seq: number;
  /** SHA-256 of the secret, hex. */
  readonly commitment: string;
  readonly recordedAt: Instant;
  /** Who, as the token that he used. */
  readonly by: string;
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The commitments to exactly this period that were recorded before it closed, in order. */
export async function commitmentsOf(sql: Sql | Transaction, { from, to }: Span): Promise<readonly Commitment[]> {
  return (sql as Sql)<Commitment[]>`
    select t.event_id as event, t.seq, t.recorded_at as "recordedAt", b.core ->> 'commitment' as commitment, b.core ->> 'by' as by
    from timeline_entry t
    join ledger_event l on l.seq = t.seq
    cross join lateral (select convert_from(l.body, 'UTF8')::jsonb -> 'core' as core) b
    where t.type = 'audit.seed_committed' and t.recorded_at < ${to}::timestamptz
      and b.core ->> 'from' = ${from} and b.core ->> 'to' = ${to}
    order by t.seq`;
}
