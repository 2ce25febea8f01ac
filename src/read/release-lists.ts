import type { Sql } from '../db/pool.js';
import { commitsSaid } from './change-mention.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';
import { changesIn, deploymentsIn, namedIn } from './release-parts.js';

/** A change that a release groups, or that is to be in it. */
export interface ReleasedChangeRow {
  /** The ticket. */
  readonly ref: string;
  /** What names it: a commit or pull request; of a version that the ticket names, the ticket itself. */
  readonly through: string;
  readonly method: string;
  readonly place: string;
  readonly strength: 'CARRIED' | 'RELATED';
  readonly seq: number;
}

type Row = Omit<ReleasedChangeRow, 'place'> & { readonly where: string };

/** For each release one page of the changes by its commits, and of those whose tickets name it as their version; in order of ref. */
export function changesOfRelease(sql: Sql, releases: readonly string[], input: PageInput): Promise<Page<ReleasedChangeRow>[]> {
  const matching = sql`
    select distinct on (ref) * from (
      select * from (${changesIn(sql)}) c
      union all
      select ref, ref, 'RELATION', 'fixVersions', 'RELATED', seq from (${namedIn(sql)}) n
    ) s
    order by ref, strength, seq`;
  return pagesOf<Row, ReleasedChangeRow>(
    sql,
    {
      name: 'changes of a release',
      kinds: ['text'],
      parents: sql`unnest(${releases as string[]}::text[])`,
      columns: sql`release`,
      matching,
      rows: ({ from, limit }) =>
        sql`select * from (${matching}) m where m.ref > ${String(from?.[0] ?? '')} order by m.ref limit ${limit + 1}`,
      order: sql`p.ref`,
      keyOf: (row) => [row.ref],
      nodeOf: ({ where, ...row }) => ({ ...row, place: where }),
    },
    input,
  );
}

/** For each release one page of the refs of its deployments, in the order in which they started; those that have not stand last. */
export function deploymentsOfRelease(sql: Sql, releases: readonly string[], input: PageInput): Promise<Page<string>[]> {
  const matching = sql`select d.ref, coalesce(d.start, 'infinity') as start from (${deploymentsIn(sql)}) d`;
  return pagesOf<{ readonly ref: string; readonly start: string }, string>(
    sql,
    {
      name: 'deployments of a release',
      kinds: ['text', 'text'],
      parents: sql`unnest(${releases as string[]}::text[])`,
      columns: sql`release`,
      matching,
      rows: ({ from, limit }) => sql`
        select m.ref, m.start::text as start from (${matching}) m
        where ${from === null ? sql`true` : sql`(m.start, m.ref) > (${String(from[0])}::timestamptz, ${String(from[1])})`}
        order by m.start, m.ref
        limit ${limit + 1}`,
      order: sql`p.start::timestamptz, p.ref`,
      keyOf: (row) => [row.start, row.ref],
      nodeOf: (row) => row.ref,
    },
    input,
  );
}

/** For each change one page of the releases that group it, and of those that its ticket names as its version; in order of ref. */
export function releasesOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<ReleasedChangeRow>[]> {
  const matching = sql`
    select distinct on (ref) * from (
      select c.release as ref, s.ref as through, s.method, s.place as "where", case when s.strong then 'CARRIED' else 'RELATED' end as strength, s.seq
      from (${commitsSaid(sql)}) s
      join release_commit c on c.repository = regexp_replace(s.ref, '^commit:(.*):[^:]*$', 'repository:\\1')
        and c.sha = substring(s.ref from '[^:]*$') and c.recorded_to is null
      union all
      select e.release, w.ticket, 'RELATION', 'fixVersions', 'RELATED', f.seq
      from (
        select distinct on (v.name) v.name, x.seq, x.to_name = v.name as stands
        from ticket_field x cross join lateral (values (x.to_name), (x.from_name)) as v (name)
        where x.ticket = w.ticket and x.field in ('fixVersions', 'fix_version') and v.name is not null
        order by v.name, x.seq desc
      ) f
      join release e on ltrim(e.tag, 'v') = ltrim(f.name, 'v')
      where f.stands
    ) r
    order by ref, strength, seq`;
  return pagesOf<Row, ReleasedChangeRow>(
    sql,
    {
      name: 'releases of a change',
      kinds: ['text'],
      parents: sql`unnest(${tickets as string[]}::text[])`,
      columns: sql`ticket`,
      matching,
      rows: ({ from, limit }) =>
        sql`select * from (${matching}) m where m.ref > ${String(from?.[0] ?? '')} order by m.ref limit ${limit + 1}`,
      order: sql`p.ref`,
      keyOf: (row) => [row.ref],
      nodeOf: ({ where, ...row }) => ({ ...row, place: where }),
    },
    input,
  );
}
