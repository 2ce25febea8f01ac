import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { strengthOf } from './trace-edges.js';

// What belongs to a release `w.release`, each as a query.

/** What its commits and the merged pull requests that brought them say of tickets: ref, through, method, where, strength, seq. */
export function changesIn(sql: Sql): Fragment {
  return sql`
    select t.ticket as ref, m.from_ref as through, m.method, m.place as "where", ${strengthOf(sql)} as strength, m.seq
    from release_commit c
    cross join lateral (
      select 'commit:' || substring(c.repository from 12) || ':' || c.sha as ref
      union
      select p.pull_request from pull_request p where p.repository = c.repository and p.merge_commit = c.sha
      union
      select p.pull_request
      from code_commit k cross join unnest(k.associated) as a (pull) join pull_request p on p.pull_request = a.pull
      where k.repository = c.repository and k.sha = c.sha and p.merge_commit is not null
    ) s
    join ticket_mention m on m.from_ref = s.ref and m.retracted_seq is null
    left join ticket_key k on m.ticket = '' and k.key = m.key
    join ticket t on t.ticket = coalesce(nullif(m.ticket, ''), k.ticket) and t.created_seq is not null
    where c.release = w.release and c.recorded_to is null`;
}

/** Its deployments, by its tag or its commit: ref, environment, standing, outcome, start, end. */
export function deploymentsIn(sql: Sql): Fragment {
  return sql`
    select r.deployment as ref, r.environment, r.standing, r.outcome, r.start_from as start, r.end_from as "end"
    from deployment_range r
    where r.recorded_to is null and r.relation <> 'CORROBORATES' and r.deployment in (
      select l.from_ref from link l where l.to_ref = w.release and l.recorded_to is null
      union
      select d.deployment
      from release_range g join deployment d on d.repository = g.repository and d.sha = g.sha
      where g.release = w.release and g.recorded_to is null and g.sha <> '')`;
}

/**
 * The tickets that name a version like its tag in the field that tools have for the version in which something is to be,
 * and have not taken it away: ref and seq. A leading `v` makes no difference.
 */
export function namedIn(sql: Sql): Fragment {
  return sql`
    select ref, seq
    from (
      select distinct on (f.ticket) f.ticket as ref, f.seq, ltrim(f.to_name, 'v') = ltrim(e.tag, 'v') as stands
      from release e
      join ticket_field f on f.field in ('fixVersions', 'fix_version') and ltrim(e.tag, 'v') in (ltrim(f.to_name, 'v'), ltrim(f.from_name, 'v'))
      where e.release = w.release
      order by f.ticket, f.seq desc
    ) n
    where n.stands`;
}
