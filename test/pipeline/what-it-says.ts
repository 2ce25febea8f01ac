import type { Sql } from '../../src/db/pool.js';

/** Current verdicts without what depends on when and in which order things were recorded. */
export async function verdictsIn(sql: Sql): Promise<readonly unknown[]> {
  return sql`
    select rule, subject, unit, answer, severity, sentence, about, missing, would_pass_if, rests_on
    from verdict
    where recorded_to is null
    order by rule, subject`;
}

export async function deploymentsIn(
  sql: Sql,
): Promise<{ readonly ranges: readonly unknown[]; readonly commits: readonly unknown[]; readonly links: readonly unknown[] }> {
  return {
    ranges: await sql`
      select deployment, service, environment, standing, outcome, start_from, start_to, end_from, end_to, relation, base, base_sha,
        carries, takes_out, undecided
      from deployment_range where recorded_to is null order by deployment`,
    commits: await sql`
      select deployment, direction, repository, sha from deployment_commit where recorded_to is null order by deployment, direction, sha`,
    links:
      await sql`select from_ref, to_ref, method, place, strength, against, through from link where recorded_to is null order by from_ref, to_ref, method`,
  };
}

/** `type id core` of every event of a source, by what the ledger judges sameness by; the hub's own are left out. */
export async function coresIn(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', convert_from(leaf, 'utf8')::jsonb ->> 'type', encode(event_id, 'hex'), encode(core_digest, 'hex')) as line
    from ledger_event
    where convert_from(leaf, 'utf8')::jsonb ->> 'source' <> 'changeline'
    order by 1`;
  return rows.map((row) => row.line);
}
