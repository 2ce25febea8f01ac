import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Differing } from './difference-part.js';
import type { Subject } from './difference-portrait.js';

/** The states that history knows between two moments. */
export interface Between {
  readonly from: Instant;
  readonly to: Instant;
  /** The last events that were known then. */
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** What brought a difference. */
export interface Cause {
  /** Events recorded in between, by place in the ledger; at most 50. */
  readonly seqs: readonly number[];
  /** The moments in between at which it became what it is, or ceased to be. */
  readonly moments: readonly Instant[];
}

const MOST = 50;

/** Of each difference the events that brought it: those that it names itself, else those of the transactions at which it changed. */
export async function causesOf(sql: Sql, subject: Subject, between: Between, found: readonly Differing[]): Promise<readonly Cause[]> {
  const versions = await versionsBetween(sql, subject, between);
  const momentsOf = ({ kind, name }: Differing) =>
    versions.get(`${kind} ${name}`) ?? (OF_STATE.has(kind) ? (versions.get('STATE') ?? []) : []);
  const moments = [...new Set(found.flatMap(momentsOf))].sort().slice(-200);
  const recorded = await recordedAt(sql, moments);
  return found.map((one) => {
    const own = [...(one.before?.seqs ?? []), ...(one.after?.seqs ?? [])].filter((seq) => seq > between.fromSeq && seq <= between.toSeq);
    const at = momentsOf(one);
    const seqs = own.length > 0 ? own : at.flatMap((moment) => recorded.get(moment) ?? []);
    return { seqs: [...new Set(seqs)].sort((a, b) => a - b).slice(-MOST), moments: at };
  });
}

/** What changes with the row of a change as a whole. */
const OF_STATE: ReadonlySet<string> = new Set(['KEY', 'STATUS', 'STAGE']);

/** When each versioned part began or ended in between. */
async function versionsBetween(
  sql: Sql,
  { ticket, units }: Subject,
  { from, to }: Between,
): Promise<ReadonlyMap<string, readonly Instant[]>> {
  const of = units as string[];
  const rows = await sql<{ key: string; moment: Instant }[]>`
    with version (key, recorded_from, recorded_to) as (
      select 'VERDICT ' || rule || ' ' || subject, recorded_from, recorded_to from verdict where unit = any(${of})
      union all
      select 'LINK ' || from_ref || ' ' || to_ref || ' ' || method, recorded_from, recorded_to from link where from_ref = any(${of})
      union all
      select 'IMPLEMENTATION ' || deployment, recorded_from, recorded_to from deployment_range where deployment = any(${of})
      union all
      select 'COMMIT commit:' || substring(repository from 12) || ':' || sha, recorded_from, recorded_to
      from deployment_commit where deployment = any(${of}) and ${ticket === null}
      union all
      select 'STATE', recorded_from, recorded_to from change_state where ticket = ${ticket ?? ''}
      union all
      select p.part, recorded_from, recorded_to
      from change_record r
      cross join lateral (
        select 'OUTCOME outcome' as part
        union all select 'CONTENT ' || (c ->> 'content') from jsonb_array_elements(r.contents) c
        union all select 'PROOF ' || (c ->> 'proof') from jsonb_array_elements(r.proofs) c) p
      where r.change = ${ticket ?? ''})
    select distinct v.key, m.moment
    from version v cross join lateral (values (v.recorded_from), (v.recorded_to)) as m (moment)
    where m.moment > ${from}::timestamptz and m.moment <= ${to}::timestamptz
    order by 1, 2
    limit 10000`;
  const found = new Map<string, Instant[]>();
  for (const { key, moment } of rows) found.set(key, [...(found.get(key) ?? []), moment]);
  return found;
}

/** The events of the transactions at these moments: each is found by halving, since events stand in the order of recording. None where time alone acted. */
async function recordedAt(sql: Sql, moments: readonly Instant[]): Promise<ReadonlyMap<Instant, readonly number[]>> {
  if (moments.length === 0) return new Map();
  const rows = await sql<{ moment: Instant; seqs: readonly number[] }[]>`
    select m.moment, array_agg(e.seq order by e.seq) as seqs
    from unnest(${moments as Instant[]}::timestamptz[]) as m (moment)
    cross join lateral (
      with recursive search (low, high) as (
        select -1::bigint, (select coalesce(max(seq), -1) + 1 from follow_cursor)
        union all
        select case when t.recorded_at <= m.moment then t.seq else low end, case when t.recorded_at <= m.moment then high else t.seq end
        from search join timeline_entry t on t.seq = (low + high) / 2
        where high - low > 1)
      select max(low) as last from search
    ) s
    join timeline_entry e on e.seq <= s.last and e.seq > s.last - ${MOST} and e.recorded_at = m.moment
    group by m.moment`;
  return new Map(rows.map(({ moment, seqs }) => [moment, seqs.map(Number)]));
}
