import type { Sql } from '../../src/db/pool.js';

/**
 * What the hub links now: `key pull release`, CARRIED or RELATED, of every ticket, each pull request through which a
 * deployment is linked to it (or the ref of what stands in its place), and the tag of that deployment. A deployment has to
 * carry the pull request itself, too.
 */
export async function ticketLinks(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ link: string; strength: string }[]>`
    select distinct k.key || ' ' || coalesce(p.number::text, t.ref) || ' ' || d.git_ref as link, l.strength
    from link l
    join ticket_key k on k.ticket = l.to_ref
    join deployment d on d.deployment = l.from_ref
    cross join unnest(l.through) as t(ref)
    left join pull_request p on p.pull_request = t.ref and exists (
      select from link carried
      where carried.from_ref = l.from_ref and carried.to_ref = t.ref and carried.strength = 'CARRIED' and carried.recorded_to is null)
    where l.recorded_to is null
    order by 1`;
  const links = new Map(rows.map((row) => [row.link, row.strength]));
  if (links.size < rows.length) throw new Error('a ticket is carried and only related through one pull request');
  return links;
}
