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

/** Stable. What is a change without a ticket will have the ref of its deployment behind the same prefix. */
export function changeId(ref: string): string {
  return `${PREFIX}${ref}`;
}

/** The ticket's ref, or null: the id is none of a change. */
export function changeOfId(id: string): string | null {
  return id.startsWith(`${PREFIX}ticket:`) ? id.slice(PREFIX.length) : null;
}

/** The ref that is asked for, or null where nothing has the key. Throws BAD_INPUT unless exactly one thing is named. */
export async function changeRef(sql: Sql, { id, ref, source, key }: ChangeBy): Promise<string | null> {
  if ([id, ref, key].filter((one) => one !== null && one !== undefined).length !== 1 || (source && !key)) {
    throw badInput('Name a change by its id, by its ref, or by its key, with the source where several have this key.');
  }
  if (id) return changeOfId(id);
  if (ref) return ref;
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
