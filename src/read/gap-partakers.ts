import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { gapRef, type GapName } from './gap-id.js';
import type { Partaker } from './gap-part.js';

/** A gap with what was judged together. */
interface Judged extends GapName {
  readonly unit: string;
}

/**
 * By gap, everybody who had a part in the change that it is about: requester, authors, reviewers, approvers,
 * implementers, who started a deployment of it. Of a deployment as a whole, all that it carries is the change; of a
 * deployment and a ticket or pull request, what belongs to these. A text that merely resembles counts for nothing.
 */
export async function partakersOf(sql: Sql, gaps: readonly Judged[]): Promise<ReadonlyMap<string, readonly Partaker[]>> {
  const others = gaps.map(({ subject, unit }) => subject.split(' ').find((name) => name !== unit) ?? '');
  const rows = await sql<(Partaker & { place: number })[]>`
    with asked as (
      select * from unnest(${gaps.map(({ unit }) => unit)}::text[], ${others}::text[]) with ordinality as a (unit, other, place)),
    ${neighbourhood(sql)},
    ${byCode(sql)},
    ${byTicket(sql)}
    select distinct place::int, person, part, source from (select * from by_code union all select * from by_ticket) p
    order by 1, part, person`;
  const found = new Map<string, Partaker[]>(gaps.map((gap) => [gapRef(gap), []]));
  for (const { place, ...partaker } of rows) found.get(gapRef(gaps[place - 1] as Judged))?.push(partaker);
  return found;
}

/** The pull requests, commits and tickets of each gap; what a deployment itself names belongs to it with all that it carries. */
function neighbourhood(sql: Sql): Fragment {
  return sql`
    linked as (
      select a.place, a.unit, a.other, l.to_ref as ref, l.through
      from asked a join link l on l.from_ref = a.unit and l.recorded_to is null and l.strength = 'CARRIED'),
    ways as (select distinct place, unnest(through) as ref from linked where ref = other),
    pulls as (
      select distinct l.place, l.ref as pull
      from linked l
      where l.ref like 'pull_request:%'
        and (l.other in ('', l.ref) or exists (select from ways w where w.place = l.place and w.ref in (l.ref, l.unit)))),
    commits as (
      select a.place, c.repository, c.sha
      from asked a join deployment_commit c on c.deployment = a.unit and c.recorded_to is null and c.direction = 'CARRIES'
      where a.other = '' or exists (
        select from ways w
        where w.place = a.place
          and w.ref in ('commit:' || substr(c.repository, length('repository:') + 1) || ':' || c.sha, a.unit))
      union
      select p.place, q.repository, sha
      from pulls p join pull_request q on q.pull_request = p.pull
      join pull_request_head h on h.pull_request = p.pull and h.head = coalesce(q.merge_head, h.head)
      cross join lateral unnest(h.commits) as sha
      union
      select place, regexp_replace(other, '^commit:(.*):[^:]*$', 'repository:\\1'), substring(other from '[^:]*$')
      from asked where other like 'commit:%'),
    tickets as (
      select place, other as ticket from asked where other like 'ticket:%'
      union
      select place, unit from asked where unit like 'ticket:%'
      union
      select place, ref from linked where ref like 'ticket:%' and (other in ('', unit) or (other not like 'ticket:%' and through && array[other, unit])))`;
}

function byCode(sql: Sql): Fragment {
  return sql`
    by_code as (
      select c.place, author as person, 'wrote commit ' || left(c.sha, 12) as part, split_part(c.repository, ':', 2) as source
      from commits c join code_commit k on k.repository = c.repository and k.sha = c.sha and k.parents < 2
      cross join lateral unnest(k.authors || case when k.unresolved_author then array[null]::text[] else '{}' end) as author
      union all
      select c.place, null, 'wrote commit ' || left(c.sha, 12), split_part(c.repository, ':', 2)
      from commits c
      where not exists (select from code_commit k where k.repository = c.repository and k.sha = c.sha)
      union all
      select c.place, u.pusher, 'pushed commit ' || left(c.sha, 12), split_part(c.repository, ':', 2)
      from commits c join push u on u.repository = c.repository and u.after = c.sha
      where u.pusher is not null and not exists (
        select from pull_request q where q.repository = c.repository and q.merge_commit = c.sha)
      union all
      select p.place, q.opener, 'opened pull request ' || coalesce('#' || q.number, q.pull_request), split_part(p.pull, ':', 2)
      from pulls p join pull_request q on q.pull_request = p.pull
      union all
      select p.place, q.merger, 'merged pull request ' || coalesce('#' || q.number, q.pull_request), split_part(p.pull, ':', 2)
      from pulls p join pull_request q on q.pull_request = p.pull
      where q.merger is not null
      union all
      select p.place, null, 'wrote a part of pull request ' || coalesce('#' || q.number, q.pull_request), split_part(p.pull, ':', 2)
      from pulls p join pull_request q on q.pull_request = p.pull
      where not exists (
        select from pull_request_head h
        where h.pull_request = p.pull and h.head = coalesce(q.merge_head, h.head) and h.commits is not null and not h.cut)
      union all
      select p.place, r.reviewer, 'reviewed pull request ' || coalesce('#' || q.number, q.pull_request), split_part(p.pull, ':', 2)
      from pulls p join pull_request q on q.pull_request = p.pull join review r on r.pull_request = p.pull)`;
}

function byTicket(sql: Sql): Fragment {
  return sql`
    by_ticket as (
      select a.place, d.creator as person, 'started a deployment of it' as part, d.source
      from asked a join deployment d on d.deployment = a.unit
      union all
      select t.place, d.creator, 'started a deployment of it', d.source
      from tickets t join link l on l.to_ref = t.ticket and l.recorded_to is null and l.strength = 'CARRIED'
      join deployment d on d.deployment = l.from_ref
      union all
      select t.place, k.creator, 'requested it', k.source from tickets t join ticket k on k.ticket = t.ticket
      union all
      select t.place, f.actor, 'moved its status', k.source
      from tickets t join ticket k on k.ticket = t.ticket
      join ticket_field f on f.ticket = t.ticket and f.field = 'status' and f.kind = 'CHANGED'
      where f.actor is not null
      union all
      select t.place, person #>> '{}', 'is named in its field ' || f.field, k.source
      from tickets t join ticket k on k.ticket = t.ticket join ticket_field f on f.ticket = t.ticket
      cross join lateral jsonb_array_elements(
        case jsonb_typeof(f.to_value) when 'array' then f.to_value else jsonb_build_array(f.to_value) end) as person
      where jsonb_typeof(person) = 'string' and person #>> '{}' like 'person:%'
      union all
      select s.place, s.approver, 'decided or was asked to decide on it', s.source
      from (
        select t.place, v.approver, v.source, v.overall from tickets t join approval_step v on v.about = t.ticket
        union all
        select a.place, v.approver, v.source, v.overall from asked a join approval_step v on v.about = a.unit) s
      where s.approver is not null or not s.overall)`;
}
