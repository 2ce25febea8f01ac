import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';

/** Messages that arrived a week ago are forgotten; told again, they have the same ids. */
export async function prune(sql: Sql, now: Instant): Promise<void> {
  await sql`
    delete from alert_message where state = 'DELIVERED' and last_attempt_at < ${now}::timestamptz - interval '7 days'`;
}
