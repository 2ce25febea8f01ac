import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';

/**
 * Everything that names the ticket `w.ticket` by a key or by ref. Of a commit's own words only subject and trailers
 * count (`controls.md`, Terms: Change); weaker mentions are related.
 */
function said(sql: Sql): Fragment {
  return sql`
    select m.from_ref, m.method, m.place, m.seq,
      case when m.from_ref like 'commit:%' then m.method in ('TRAILER', 'TITLE', 'ASSERTED', 'RELATION') else m.method <> 'TEXT' end as strong
    from (
      select * from ticket_mention where ticket = w.ticket
      union all
      select x.* from ticket_key k join ticket_mention x on x.key = k.key where k.ticket = w.ticket
    ) m
    where m.retracted_seq is null`;
}

function commitsNaming(sql: Sql): Fragment {
  return sql`
    select s.*, regexp_replace(s.from_ref, '^commit:(.*):[^:]*$', 'repository:\\1') as repository, substring(s.from_ref from '[^:]*$') as sha
    from (${said(sql)}) s where s.from_ref like 'commit:%'`;
}

/** The pull requests that name the ticket, and those that the platform names for commits that do. */
export function pullRequestsSaid(sql: Sql): Fragment {
  return sql`
    select from_ref as ref, from_ref as through, method, place, seq, strong from (${said(sql)}) s where from_ref like 'pull\\_request:%'
    union all
    select a.pull, n.from_ref, n.method, n.place, n.seq, n.strong
    from (${commitsNaming(sql)}) n
    join code_commit c on c.repository = n.repository and c.sha = n.sha
    cross join unnest(c.associated) as a (pull)
    union all
    select p.pull_request, n.from_ref, n.method, n.place, n.seq, n.strong
    from (${commitsNaming(sql)}) n
    join pull_request p on p.repository = n.repository and p.merge_commit = n.sha
    union all
    select to_ref, from_ref, method, place, seq, true
    from link where from_ref = w.ticket and to_ref like 'pull\\_request:%' and recorded_to is null
      and exists (select from change_state s where s.ticket = w.ticket and s.recorded_to is null)`;
}

/** The commits that name the ticket, and those that pull requests naming it brought. */
export function commitsSaid(sql: Sql): Fragment {
  return sql`
    select from_ref as ref, from_ref as through, method, place, seq, strong from (${said(sql)}) s where from_ref like 'commit:%'
    union all
    select 'commit:' || substring(p.repository from 12) || ':' || c.sha, s.from_ref, s.method, s.place, s.seq, s.strong
    from (${said(sql)}) s
    join pull_request p on p.pull_request = s.from_ref
    cross join lateral (
      select p.merge_commit as sha where p.merge_commit is not null
      union
      select unnest(h.commits) from pull_request_head h
      where h.pull_request = p.pull_request and h.head = coalesce(p.merge_head, h.head)
    ) c
    where p.repository is not null
    union all
    select 'commit:' || substring(c.repository from 12) || ':' || c.sha, w.ticket, 'RELATION', 'deployment', k.seq, true
    from change_state s
    join deployment_commit c on c.deployment = s.ticket and c.direction = 'CARRIES' and c.recorded_to is null
    join code_commit k on k.repository = c.repository and k.sha = c.sha
    where s.ticket = w.ticket and s.recorded_to is null
    union all
    select w.ticket, w.ticket, 'RELATION', 'commit', k.seq, true
    from change_state s
    join code_commit k
      on 'repository:' || substring(s.ticket from '^commit:(.*):[^:]*$') = k.repository and k.sha = substring(s.ticket from '[^:]*$')
    where s.ticket = w.ticket and s.ticket like 'commit:%' and s.recorded_to is null`;
}
