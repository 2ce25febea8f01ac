import type { Sql } from '../db/pool.js';

/** A step from what came before to what came of it: ticket → pull request → commit → deployment → release. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly method: string;
  readonly place: string;
  readonly strength: 'CARRIED' | 'RELATED';
  /** The event that says so; null where none does by itself. */
  readonly seq: number | null;
}

/** Hops from these refs are at most so many at once. */
const MOST = 500;

type Row = Omit<Hop, 'place'> & { readonly where: string };
const hopOf = ({ where, ...row }: Row): Hop => ({ ...row, place: where });

/** Of a mention `m`. Of a commit's own words only subject and trailers count (`controls.md`, Terms: Change). */
export function strengthOf(sql: Sql) {
  return sql`case when (m.from_ref like 'commit:%' and m.method in ('TRAILER', 'TITLE', 'ASSERTED', 'RELATION'))
    or (m.from_ref not like 'commit:%' and m.method <> 'TEXT') then 'CARRIED' else 'RELATED' end`;
}

/** Repository and sha of the refs of commits among `refs`, as the relation `w`. */
function commitsAmong(sql: Sql, refs: readonly string[]) {
  const commits = refs.map((ref) => /^commit:(.*):([^:]*)$/.exec(ref)).filter((match) => match !== null);
  return sql`unnest(${commits.map(([ref]) => ref)}::text[], ${commits.map(([, repository]) => `repository:${repository ?? ''}`)}::text[], ${commits.map(([, , sha]) => sha ?? '')}::text[]) as w (ref, repository, sha)`;
}

/** What came of these things, one step further. */
export async function forward(sql: Sql, refs: readonly string[]): Promise<readonly Hop[]> {
  const of = refs as string[];
  const rows = await sql<Row[]>`
    select k.ticket as "from", m.from_ref as "to", m.method, m.place as "where", ${strengthOf(sql)} as strength, m.seq
    from (select ticket, key, '' as ref from ticket_key where ticket = any(${of}) union all select ref, null, ref from unnest(${of}::text[]) as t (ref) where ref like 'ticket:%') k
    join ticket_mention m on (m.key = k.key or (k.key is null and m.ticket = k.ref)) and m.retracted_seq is null
    union all
    select p.pull_request, 'commit:' || substring(p.repository from 12) || ':' || p.merge_commit, 'ANCESTRY', 'merge_commit', 'CARRIED', p.merged_seq
    from pull_request p where p.pull_request = any(${of}) and p.merge_commit is not null and p.repository is not null
    union all
    select p.pull_request, 'commit:' || substring(p.repository from 12) || ':' || c.sha, 'RELATION', 'commits', 'CARRIED', h.seq
    from pull_request p
    join pull_request_head h on h.pull_request = p.pull_request and h.head = coalesce(p.merge_head, h.head)
    cross join unnest(h.commits) as c (sha)
    where p.pull_request = any(${of}) and p.repository is not null
    union all
    select l.to_ref, l.from_ref, l.method, l.place, l.strength, l.seq
    from link l where l.to_ref = any(${of}) and l.recorded_to is null and l.to_ref not like 'release:%'
    union all
    select w.ref, c.deployment, 'ANCESTRY', 'range', 'CARRIED', d.requested_seq
    from ${commitsAmong(sql, refs)}
    join deployment_commit c on c.repository = w.repository and c.sha = w.sha and c.direction = 'CARRIES' and c.recorded_to is null
    left join deployment d on d.deployment = c.deployment
    union all
    select l.from_ref, l.to_ref, l.method, l.place, l.strength, l.seq
    from link l where l.from_ref = any(${of}) and l.recorded_to is null and l.to_ref like 'release:%'
    limit ${MOST}`;
  return rows.map(hopOf);
}

/** What these things came from, one step back. */
export async function backward(sql: Sql, refs: readonly string[]): Promise<readonly Hop[]> {
  const of = refs as string[];
  const rows = await sql<Row[]>`
    select t.ticket as "from", m.from_ref as "to", m.method, m.place as "where", ${strengthOf(sql)} as strength, m.seq
    from ticket_mention m
    left join ticket_key k on m.ticket = '' and k.key = m.key
    join ticket t on t.ticket = coalesce(nullif(m.ticket, ''), k.ticket) and t.created_seq is not null
    where m.from_ref = any(${of}) and m.retracted_seq is null
    union all
    select p.pull_request, w.ref, 'ANCESTRY', 'merge_commit', 'CARRIED', p.merged_seq
    from ${commitsAmong(sql, refs)} join pull_request p on p.repository = w.repository and p.merge_commit = w.sha
    union all
    select a.pull, w.ref, 'RELATION', 'associated', 'CARRIED', c.seq
    from ${commitsAmong(sql, refs)}
    join code_commit c on c.repository = w.repository and c.sha = w.sha
    cross join unnest(c.associated) as a (pull)
    union all
    select l.to_ref, l.from_ref, l.method, l.place, l.strength, l.seq
    from link l where l.from_ref = any(${of}) and l.recorded_to is null and l.to_ref not like 'release:%'
    union all
    select 'commit:' || substring(d.repository from 12) || ':' || d.sha, d.deployment, 'RELATION', 'revision', 'CARRIED', d.requested_seq
    from deployment d where d.deployment = any(${of}) and d.sha is not null and d.repository is not null
    limit ${MOST}`;
  return rows.map(hopOf);
}

/** Keys that these things name and that no ticket was read with. */
export async function unreadKeys(sql: Sql, refs: readonly string[]): Promise<readonly { readonly ref: string; readonly key: string }[]> {
  return sql<{ ref: string; key: string }[]>`
    select distinct m.from_ref as ref, m.key
    from ticket_mention m
    where m.from_ref = any(${refs as string[]}) and m.key <> '' and m.retracted_seq is null
      and not exists (select from ticket_key k join ticket t on t.ticket = k.ticket where k.key = m.key and t.created_seq is not null)
    order by 1, 2
    limit 200`;
}
