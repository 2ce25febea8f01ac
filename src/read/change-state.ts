import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';

/**
 * Every ticket that was read, and what reached production without one, as what it is now as a change: the one place where
 * the questions of this room read it. One row a change; `stage` is empty where policy says nothing of the status.
 */
export function changeStates(sql: Sql): Fragment {
  return sql`
    select s.ticket, nullif(s.key, '') as key, s.source, s.is_change, nullif(s.issue_type, '') as issue_type, nullif(s.status, '') as status,
      nullif(s.status_name, '') as status_name, s.stage, s.services, s.teams, s.environments, s.created_from,
      coalesce(t.created_to, d.requested_to, s.created_from) as created_to, s.started_from, s.deployments, s.deadlines,
      coalesce(t.creator, d.creator) as creator, t.deleted_seq is not null as deleted, coalesce(u.updated, s.created_from) as updated_at
    from change_state s
    left join ticket t on t.ticket = s.ticket
    left join deployment d on d.deployment = s.ticket
    left join lateral (
      select occurred_to as updated from timeline_entry
      where subject = s.ticket and occurred_to is not null and standing = 'CURRENT'
      order by sort_at desc, seq desc
      limit 1
    ) u on true
    where s.recorded_to is null and (t.created_seq is not null or s.ticket not like 'ticket:%')`;
}

/** Of a deployment range `r` that carries a change: whether it implements it (`controls.md`, Terms: Implementation). */
export function isImplementation(sql: Sql): Fragment {
  return sql`r.standing = 'PRODUCTION' and r.start_from is not null and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES')`;
}
