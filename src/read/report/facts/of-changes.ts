import { type Facts, secondsBetween } from './fact.js';

// One row q of `records` for each change; each says what `src/reports/definitions` counts.

export const volume: Facts = ({ sql, records, lists }) => sql`
  select q.subject, null::text as k1, null::text as k2, v.says, null::float8 as seconds, v.at ${lists}
  from (${records}) q
  cross join lateral (values
    ('REQUESTED', q.created_at, q.kind = 'TICKET'),
    ('APPROVED', q.approved_at, q.approved_at is not null),
    (case q.kind when 'TICKET' then 'TICKETED' else 'UNTICKETED' end, q.started_at, q.started_at is not null),
    ('FINISHED', q.finished_at, q.finished_at is not null),
    ('CLOSED', q.closed_at, q.closed_at is not null or q.stage = 'CLOSED')
  ) v (says, at, counts)
  where v.counts`;

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

/** A stay counts once for the stage, and once more for each person who was waited for: there without group. */
export const bottlenecks: Facts = ({ sql, records, lists, noLists }) => {
  const stay = sql`
    case when s.until is null then 'STILL_THERE' when s.since is null then 'UNSEEN' else 'STAY' end as says,
    ${secondsBetween(sql, sql`s.since`, sql`s.until`)} as seconds, coalesce(s.until, s.since) as at`;
  const stays = sql`change_stay s on s.change = q.subject and s.recorded_to is null and s.stage <> 'CLOSED'`;
  return sql`
    select q.subject, s.stage as k1, null::text as k2, ${stay} ${lists} from (${records}) q join ${stays}
    union all
    select q.subject, s.stage, w.who, ${stay} ${noLists} from (${records}) q join ${stays} cross join lateral unnest(s.waiting_for) w (who)`;
};

export const leadTime: Facts = ({ sql, records, deployments, lists }) => sql`
  select q.subject, v.leg as k1, null::text as k2, case when v.until >= v.since then 'TIME' else 'BACKWARDS' end as says,
    case when v.until >= v.since then ${secondsBetween(sql, sql`v.since`, sql`v.until`)} end as seconds, v.until as at ${lists}
  from (${records}) q
  cross join lateral (values
    ('REQUEST_TO_APPROVAL', q.created_at, q.approved_at),
    ('APPROVAL_TO_START', q.approved_at, q.started_at),
    ('REQUEST_TO_START', q.created_at, q.started_at),
    ('START_TO_FINISH', q.started_at, q.finished_at),
    ('FINISH_TO_CLOSE', q.finished_at, q.closed_at),
    ('REQUEST_TO_FINISH', q.created_at, q.finished_at)
  ) v (leg, since, until)
  where v.until is not null and q.kind = 'TICKET'
  union all
  select q.subject, 'MERGE_TO_DEPLOYMENT', null, case when p.merged_from <= q.end_from then 'TIME' else 'BACKWARDS' end,
    case when p.merged_from <= q.end_from then ${secondsBetween(sql, sql`p.merged_from`, sql`q.end_from`)} end, q.end_from ${lists}
  from (${deployments}) q
  join (select distinct from_ref, to_ref from link where recorded_to is null and strength = 'CARRIED' and to_ref like 'pull\\_request:%') l on l.from_ref = q.subject
  left join pull_request p on p.pull_request = l.to_ref
  where q.outcome = 'SUCCEEDED' and q.end_from is not null`;
