import type { Sql } from '../../../db/pool.js';
import type { Fragment } from '../../fragment.js';
import { carriedPulls, type Facts, secondsBetween } from './fact.js';

// One row q of `records` for each change; each says what `src/reports/definitions` counts.

// Lists that are opened in the select list take a tenth of the time of a lateral join with as many rows.
export const volume: Facts = ({ sql, records, lists, handOn }) => sql`
  select u.subject, null::text as k1, null::text as k2, u.says, null::float8 as seconds, u.at ${handOn}
  from (
    select q.subject,
      unnest(array['REQUESTED', 'APPROVED', case q.kind when 'TICKET' then 'TICKETED' else 'UNTICKETED' end, 'FINISHED', 'CLOSED']) as says,
      unnest(array[case q.kind when 'TICKET' then q.created_at end, q.approved_at, q.started_at, q.finished_at, q.closed_at]) as at,
      unnest(array[q.kind = 'TICKET', q.approved_undated, false, false, q.stage = 'CLOSED']) as undated ${lists}
    from (${records}) q
  ) u
  where u.at is not null or u.undated`;

export const backouts: Facts = ({ sql, records, lists }) => sql`
  select q.subject, null::text as k1, null::text as k2, v.says, v.seconds, q.started_at as at ${lists}
  from (${records}) q
  cross join lateral (
    select case when q.backed_out_at is not null or q.outcome = 'BACKED_OUT' then 'BACKED_OUT' when q.outcome = 'UNKNOWN' then 'UNKNOWN' else 'STANDS' end,
      null::float8
    union all
    select case when q.backed_out_at >= q.started_at then 'BACKOUT_TIME' else 'UNTIMED' end,
      case when q.backed_out_at >= q.started_at then ${secondsBetween(sql, sql`q.started_at`, sql`q.backed_out_at`)} end
    where q.backed_out_at is not null or q.outcome = 'BACKED_OUT'
  ) v (says, seconds)
  where q.started_at is not null`;

export const outcomes: Facts = ({ sql, records, lists }) => sql`
  select q.subject, null::text as k1, null::text as k2, v.says, null::float8 as seconds, coalesce(q.started_at, q.outcome_at, q.closed_at) as at ${lists}
  from (${records}) q
  cross join lateral (
    select q.outcome
    union all select case q.delayed when true then 'DELAYED' when false then 'ON_TIME' else 'UNTIMED' end
    union all select case q.outcome_from when 'TICKET' then 'SAID' else 'DERIVED' end where q.outcome <> 'UNKNOWN'
  ) v (says)
  where q.started_at is not null or q.outcome <> 'UNKNOWN'`;

export const emergencies: Facts = ({ sql, records, lists }) => sql`
  select q.subject, null::text as k1, null::text as k2, v.says, null::float8 as seconds, q.started_at as at ${lists}
  from (${records}) q
  left join verdict e on q.change_class = 'EMERGENCY' and e.rule = 'emergency-without-review' and e.subject = q.subject and e.recorded_to is null
  cross join lateral (
    select q.change_class
    union all select case e.answer when 'PASS' then 'REVIEWED' when 'GAP' then 'NOT_REVIEWED' else 'REVIEW_UNKNOWN' end
    where q.change_class = 'EMERGENCY'
  ) v (says)
  where q.started_at is not null`;

/** Of stays `u`. */
function stay(sql: Sql): Fragment {
  return sql`
    case when u.until is null then 'STILL_THERE' when u.since is null then 'UNSEEN' else 'STAY' end as says,
    ${secondsBetween(sql, sql`u.since`, sql`u.until`)} as seconds, coalesce(u.until, u.since) as at`;
}

/** A stay counts once for the stage. */
export const stays: Facts = ({ sql, records, lists, handOn }) => sql`
  select u.subject, u.stage as k1, null::text as k2, ${stay(sql)} ${handOn}
  from (
    select q.subject, unnest(q.stay_stages) as stage, unnest(q.stay_since) as since, unnest(q.stay_until) as until ${lists}
    from (${records}) q
  ) u`;

/** And once more for each person who was waited for: there without group. */
export const waits: Facts = ({ sql, records, isFiltered, noLists }) => sql`
  select u.subject, u.stage as k1, u.who as k2, ${stay(sql)} ${noLists}
  from (
    select w.change as subject, unnest(w.waited_for) as who, unnest(w.stages) as stage, unnest(w.since) as since, unnest(w.until) as until
    from change_wait w
    where w.recorded_to is null ${isFiltered ? sql`and w.change in (select q.subject from (${records}) q)` : sql``}
  ) u`;

export const legs: Facts = ({ sql, records, handOn, lists }) => sql`
  select u.subject, u.leg as k1, null::text as k2, case when u.until >= u.since then 'TIME' else 'BACKWARDS' end as says,
    case when u.until >= u.since then ${secondsBetween(sql, sql`u.since`, sql`u.until`)} end as seconds, u.until as at ${handOn}
  from (
    select q.subject,
      unnest(array['REQUEST_TO_APPROVAL', 'APPROVAL_TO_START', 'REQUEST_TO_START', 'START_TO_FINISH', 'FINISH_TO_CLOSE', 'REQUEST_TO_FINISH']) as leg,
      unnest(array[q.created_at, q.approved_at, q.created_at, q.started_at, q.finished_at, q.created_at]) as since,
      unnest(array[q.approved_at, q.started_at, q.started_at, q.finished_at, q.closed_at, q.finished_at]) as until ${lists}
    from (${records}) q
    where q.kind = 'TICKET'
  ) u
  where u.until is not null`;

export const merges: Facts = ({ sql, deployments, lists }) => sql`
  select q.subject, 'MERGE_TO_DEPLOYMENT' as k1, null::text as k2, case when p.merged_from <= q.end_from then 'TIME' else 'BACKWARDS' end as says,
    case when p.merged_from <= q.end_from then ${secondsBetween(sql, sql`p.merged_from`, sql`q.end_from`)} end as seconds, q.end_from as at ${lists}
  from (${deployments}) q
  join (${carriedPulls(sql)}) l on l.from_ref = q.subject
  left join pull_request p on p.pull_request = l.to_ref
  where q.outcome = 'SUCCEEDED' and q.end_from is not null`;
