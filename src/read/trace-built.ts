import type { Sql } from '../db/pool.js';
import type { Hop } from './trace-edges.js';

/** Hops from these refs are at most so many at once. */
const MOST = 500;

type Row = Omit<Hop, 'place'> & { readonly where: string };
const hopOf = ({ where, ...row }: Row): Hop => ({ ...row, place: where });

/** What a sender says whom policy does not trust is shown, and leads nowhere. */
function strengthOf(sql: Sql, untrusted: readonly string[]) {
  return sql`case when p.source = any(${untrusted as string[]}) then 'RELATED' else 'CARRIED' end`;
}

/** Commit → build → artifact → configuration (the commit of manifests that names it) → deployment; commit → release; anything → incident. */
export async function forwardBuilt(sql: Sql, refs: readonly string[], untrusted: readonly string[]): Promise<readonly Hop[]> {
  const of = refs as string[];
  const rows = await sql<Row[]>`
    select c.ref as "from", coalesce(p.build, p.artifact) as "to", 'DIGEST' as method, 'provenance' as "where", ${strengthOf(sql, untrusted)} as strength, p.seq
    from artifact_publication p cross join unnest(p.commits) as c (ref)
    where p.commits && ${of}::text[] and c.ref = any(${of})
    union
    select p.build, p.artifact, 'RELATION', 'build', ${strengthOf(sql, untrusted)}, p.seq from artifact_publication p where p.build = any(${of})
    union
    select m.artifact, m.from_ref, 'DIGEST', m.place, 'CARRIED', m.seq from artifact_mention m where m.artifact = any(${of})
    union
    select b.through, b.deployment, 'RELATION', 'manifest', 'CARRIED', d.requested_seq
    from deployment_build b join deployment d on d.deployment = b.deployment
    where b.through = any(${of}) and b.recorded_to is null
    union
    select s.ref, c.release, 'ANCESTRY', 'range', 'CARRIED', null
    from (
      select r as ref, regexp_replace(r, '^commit:(.*):[^:]*$', 'repository:\\1') as repository, substring(r from '[^:]*$') as sha
      from unnest(${of}::text[]) as t (r) where r like 'commit:%'
    ) s
    join release_commit c on c.repository = s.repository and c.sha = s.sha and c.recorded_to is null
    union
    select cause, incident, 'RELATION', 'cause', 'CARRIED', seq from incident_cause where cause = any(${of})
    limit ${MOST}`;
  return rows.map(hopOf);
}

/** The same, one step back; of a build the commit that it says itself. */
export async function backwardBuilt(sql: Sql, refs: readonly string[], untrusted: readonly string[]): Promise<readonly Hop[]> {
  const of = refs as string[];
  const rows = await sql<Row[]>`
    select c.ref as "from", p.build as "to", 'DIGEST' as method, 'provenance' as "where", ${strengthOf(sql, untrusted)} as strength, p.seq
    from artifact_publication p cross join unnest(p.commits) as c (ref) where p.build = any(${of})
    union
    select 'commit:' || substring(b.core ->> 'repository' from 12) || ':' || (b.core ->> 'sha'), b.subject, 'RELATION', 'revision', 'CARRIED', b.seq
    from (
      select t.subject, t.seq, convert_from(l.body, 'UTF8')::jsonb -> 'core' as core
      from timeline_entry t join ledger_event l on l.seq = t.seq
      where t.subject = any(${of}) and t.subject like 'build:%' and t.type in ('build.started', 'build.finished')
    ) b
    where b.core ->> 'sha' is not null and b.core ->> 'repository' like 'repository:%'
    union
    select coalesce(p.build, c.ref), p.artifact, case when p.build is null then 'DIGEST' else 'RELATION' end,
      case when p.build is null then 'provenance' else 'build' end, ${strengthOf(sql, untrusted)}, p.seq
    from artifact_publication p left join unnest(p.commits) as c (ref) on true
    where p.artifact = any(${of}) and coalesce(p.build, c.ref) is not null
    union
    select m.artifact, m.from_ref, 'DIGEST', m.place, 'CARRIED', m.seq from artifact_mention m where m.from_ref = any(${of})
    union
    select b.through, b.deployment, 'RELATION', 'manifest', 'CARRIED', d.requested_seq
    from deployment_build b join deployment d on d.deployment = b.deployment
    where b.deployment = any(${of}) and b.through <> b.deployment and b.recorded_to is null
    union
    select 'commit:' || substring(c.repository from 12) || ':' || c.sha, c.release, 'ANCESTRY', 'range', 'CARRIED', null
    from release_commit c where c.release = any(${of}) and c.recorded_to is null
    union
    select cause, incident, 'RELATION', 'cause', 'CARRIED', seq from incident_cause where incident = any(${of})
    limit ${MOST}`;
  return rows.map(hopOf);
}
