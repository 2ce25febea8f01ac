import { refText, type Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import { subjectsOf, type Ground } from './ground.js';

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** A ticket's deletion is told of the ticket; that of other evidence, of a removal: `thing:gitlab-acme:removal:deployment:12`. */
const ROOT = '^([^:]+):([^:]+):';
const REMOVAL = String.raw`thing:\2:removal:\1:`;

/** How many root objects the hub may know in one window: what is held and compared at a time. */
export const MOST_IN_WINDOW = 5_000;

/** From `from` on as far as the hub knows no more than `MOST_IN_WINDOW`, at most to `end`. */
export async function windowFrom(sql: Sql, ground: Ground, source: string, { from, to: end }: Window): Promise<Window> {
  const [row] = await sql<{ to: Instant }[]>`
    select greatest(sort_at, ${from}::timestamptz + interval '1 millisecond') as to
    from read.timeline_entry
    where type = ${ground.roots.created}
      and source = ${source}
      and (${groundText(ground, source)}::text is null or repository = ${groundText(ground, source)})
      and sort_at >= ${from} and sort_at < ${end}
    order by sort_at
    offset ${MOST_IN_WINDOW}
    limit 1`;
  return { from, to: row && row.to < end ? row.to : end };
}

/** Ids of those that the hub knows to have been created in the window, and not to have been deleted. */
export async function knownIn(sql: Sql, ground: Ground, source: string, { from, to }: Window): Promise<ReadonlySet<string>> {
  const rows = await sql<{ subject: string }[]>`
    select distinct made.subject
    from read.timeline_entry made
    where made.type = ${ground.roots.created}
      and made.source = ${source}
      and (${groundText(ground, source)}::text is null or made.repository = ${groundText(ground, source)})
      and made.sort_at >= ${from} and made.sort_at < ${to}
      and not exists (
        select from read.timeline_entry gone
        where gone.subject in (made.subject, regexp_replace(made.subject, ${ROOT}, ${REMOVAL}))
          and gone.type = ${ground.roots.deleted?.type ?? ''}
      )`;
  return new Set(rows.map(({ subject }) => idOf(subject)));
}

/** Those of the ids that the hub does not know at all, or believes to be deleted. */
export async function unknownOf(sql: Sql, ground: Ground, source: string, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await sql<{ subject: string }[]>`
    select subject
    from unnest(${sql.array([...subjectsOf(ids, ground, source)], 1009)}::text[]) as listed (subject)
    where not exists (
        select from read.timeline_entry made
        where made.subject = listed.subject and made.type = ${ground.roots.created}
      )
      or exists (
        select from read.timeline_entry gone
        where gone.subject in (listed.subject, regexp_replace(listed.subject, ${ROOT}, ${REMOVAL}))
          and gone.type = ${ground.roots.deleted?.type ?? ''}
      )`;
  return rows.map(({ subject }) => idOf(subject));
}

function groundText({ roots }: Ground, source: string): string | null {
  return roots.ground ? refText(roots.ground, source) : null;
}

function idOf(subject: string): string {
  return subject.slice(subject.lastIndexOf(':') + 1);
}
