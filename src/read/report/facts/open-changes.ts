import type { Fragment } from '../../fragment.js';
import { type Ground, type Placing, secondsBetween } from './fact.js';

/**
 * Changes in every window at whose end they are open. `ends` is in order, so that a binary search finds the first and
 * the last of the windows of a change: its cost is that of the windows in which it is open.
 */
export function openChanges({ sql, records, lists }: Ground, { windows, asOf }: Placing): Fragment {
  const began = windows.parts.filter(({ from }) => from < asOf);
  const ends = sql`${began.map(({ to }) => (to < asOf ? to : asOf))}::timestamptz[]`;
  const { to, from } = windows.whole;
  const end = sql`${from < asOf ? (to < asOf ? to : asOf) : from}::timestamptz`;
  const known = sql`q.created_at is not null and (q.closed_at is not null or q.stage <> 'CLOSED')`;
  return sql`
    select q.subject, null::text as k1, null::text as k2, v.says, v.seconds, w.z, w.p, w.u ${lists}
    from (${records}) q
    cross join lateral (
      select true as z, null::int as p, false as u, ${end} as until where ${known} and q.created_at < ${end} and (q.closed_at is null or q.closed_at >= ${end})
      union all
      select false, n, false, (${ends})[n]
      from generate_series(
        width_bucket(q.created_at, ${ends}) + 1,
        case when q.closed_at is null then ${began.length}::int else width_bucket(q.closed_at, ${ends}) end) n
      where ${known}
      union all
      select false, null, true, null where not (${known})
    ) w
    cross join lateral (
      select 'OPEN', ${secondsBetween(sql, sql`q.created_at`, sql`w.until`)}
      union all
      select case when w.until is null then 'OLDER' when w.until - q.created_at < interval '7 days' then 'UNDER_7_DAYS'
        when w.until - q.created_at < interval '30 days' then 'UNDER_30_DAYS' when w.until - q.created_at < interval '90 days' then 'UNDER_90_DAYS' else 'OLDER' end, null
    ) v (says, seconds)
    where q.kind = 'TICKET'`;
}
