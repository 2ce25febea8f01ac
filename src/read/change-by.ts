import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';

/** What a change is asked for by: its id, its ref, or a key that it bears or bore, with the source where several have it. */
export interface ChangeBy {
  readonly id?: string | null;
  readonly ref?: string | null;
  readonly source?: string | null;
  readonly key?: string | null;
}

const PREFIX = 'change:';

/** Stable: the ref of the ticket behind the prefix; without one, of the deployment, the commit or the drift. */
export function changeId(ref: string): string {
  return `${PREFIX}${ref}`;
}

const KINDS = /^change:(ticket|deployment|commit|drift):/;

/** The ref of the change, or null: the id is none of a change. */
export function changeOfId(id: string): string | null {
  return KINDS.test(id) ? id.slice(PREFIX.length) : null;
}

/** The ref that is asked for, or null where nothing has the key. Throws BAD_INPUT unless exactly one thing is named. */
export async function changeRef(sql: Sql, { id, ref, source, key }: ChangeBy): Promise<string | null> {
  if ([id, ref, key].filter((one) => one !== null && one !== undefined).length !== 1 || (source && !key)) {
    throw badInput('Name a change by its id, by its ref, or by its key, with the source where several have this key.');
  }
  const named = id ? changeOfId(id) : ref;
  if (named) return (await presentChanges(sql, [named])).get(named) ?? named;
  if (id) return null;
  const bearers = await bearersOf(sql, [key ?? ''], source ?? null);
  const sources = [...new Set(bearers.map((one) => one.source))];
  if (sources.length > 1) throw badInput(`${key} is a key in ${sources.join(' and in ')}. Name the source, too.`);
  return bearers[0]?.ticket ?? null;
}

export interface Bearer {
  readonly key: string;
  readonly ticket: string;
  readonly source: string;
}

/** The tickets that bear or bore these keys, the one that got a key last first. */
export async function bearersOf(sql: Sql, keys: readonly string[], source: string | null): Promise<readonly Bearer[]> {
  return sql<Bearer[]>`
    select k.key, k.ticket, t.source
    from ticket_key k
    join ticket t on t.ticket = k.ticket and t.created_seq is not null
    where k.key = any(${keys as string[]}) ${source === null ? sql`` : sql`and t.source = ${source}`}
    order by k.key, t.source, coalesce(k.since, k.recorded_at) desc, k.ticket
    limit 200`;
}

/**
 * By ref the change that it is now: of what was a change without a ticket, and leads to one by now, the ticket; of
 * several the first by ref. What is a change itself is not among them.
 */
export async function presentChanges(sql: Sql, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const ticketless = refs.filter((ref) => /^(deployment|commit|drift):/.test(ref));
  if (ticketless.length === 0) return new Map();
  const rows = await sql<{ ref: string; change: string }[]>`
    select w.ref, min(l.to_ref) as change
    from (
      select ref, ref as deployment, '{}'::text[] as through from unnest(${ticketless}::text[]) as t (ref) where ref like 'deployment:%'
      union all
      select t.ref, c.deployment, t.ref || coalesce(k.associated, '{}')
      from unnest(${ticketless}::text[]) as t (ref)
      join deployment_commit c
        on c.repository = regexp_replace(t.ref, '^commit:(.*):[^:]*$', 'repository:\\1') and c.sha = substring(t.ref from '[^:]*$')
        and c.direction = 'CARRIES' and c.recorded_to is null
      left join code_commit k on k.repository = c.repository and k.sha = c.sha
      where t.ref like 'commit:%'
    ) w
    join link l on l.from_ref = w.deployment and l.to_ref like 'ticket:%' and l.strength = 'CARRIED' and l.recorded_to is null
    where (w.through = '{}' or w.through && l.through)
      and not exists (select from change_state s where s.ticket = w.ref and s.recorded_to is null)
    group by w.ref
    union all
    select m.from_ref, min(coalesce(nullif(m.ticket, ''), k.ticket))
    from ticket_mention m left join ticket_key k on m.key <> '' and k.key = m.key
    where m.from_ref = any(${ticketless}) and m.from_ref like 'drift:%' and m.retracted_seq is null
      and not exists (select from change_state s where s.ticket = m.from_ref and s.recorded_to is null)
    group by m.from_ref
    having min(coalesce(nullif(m.ticket, ''), k.ticket)) is not null`;
  return new Map(rows.map(({ ref, change }) => [ref, change]));
}
