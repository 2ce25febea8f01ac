import { Refusal } from '../../access/index.js';
import { PERCENTILES, type ReportName, REPORTS, type Tally } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';
import type { Ground, Placing } from './facts/fact.js';
import { listIn } from './filter.js';
import { placedTogether, type Together } from './place.js';

const MOST_TALLIES = 200_000;

interface Row {
  readonly w: number;
  readonly isGrouped: boolean;
  readonly values: (string | null)[];
  readonly k1: string | null;
  readonly k2: string | null;
  readonly says: string;
  readonly count: number;
  readonly seconds: number[] | null;
}

/**
 * Counts the facts of a report by window, group, keys and what they say. Facts of which no figure counts both are counted side
 * by side, each in a statement that walks them once. Refuses TOO_COSTLY when there are more than 200,000 kinds.
 */
export async function tallied(name: ReportName, ground: Ground, placing: Placing, dimensions: number): Promise<readonly Tally[]> {
  const counted = await Promise.all(placedTogether(name, ground, placing).map((facts) => countOf(name, ground, facts, dimensions)));
  const rows = counted.flat();
  if (rows.length > MOST_TALLIES) throw tooMany();
  return rows.map((row) => tallyOf(row, REPORTS[name].keys.length));
}

/**
 * `c` holds the facts by all that they are sorted by together, and windows and groups are sums of its rows. It is made by one
 * number for all of it, which is several times faster than by six columns; that two kinds of a report share one of
 * its 64 bits is as likely as one to ten to the ninth where it has the most that are allowed.
 */
async function countOf(name: ReportName, ground: Ground, { facts, apart }: Together, dimensions: number): Promise<readonly Row[]> {
  const { sql } = ground;
  const each = Array.from({ length: dimensions }, (_, nth) => nth + 1);
  const list = (letter: string) => each.map((n) => sql`, ${sql(`${letter}${n}`)}`).reduce((all, one) => sql`${all} ${one}`, sql``);
  const least = each.map((n) => sql`, min(${sql(`d${n}`)}) as ${sql(`d${n}`)}`).reduce((all, one) => sql`${all} ${one}`, sql``);
  const keys = ['k1', 'k2'].map((key, nth) => (nth < REPORTS[name].keys.length ? sql`min(${sql(key)})` : sql`null::text`));
  const measures = Object.values(REPORTS[name].figures).some(({ kind }) => kind === 'DURATION');
  const seconds = measures ? sql`array_agg(seconds)` : sql`null::float8[]`;
  // Where groups are asked for, they are the rows: without group only the period as a whole is told.
  const parts = dimensions === 0 ? sql`union all select p where p is not null` : sql``;
  // Without the fences Postgres would find the place of each fact anew wherever it is named.
  return sql<Row[]>`
    with
      f as (select f.*, coalesce(p, 0) * 4 + z::int * 2 + u::int as place from (${facts}) f offset 0),
      c as (
        select min(place) as place, ${keys[0]!} as k1, ${keys[1]!} as k2, min(says) as says ${least}, count(*)::int as n, ${seconds} as a
        from (select f.*, ${kindOf(ground, name, each)} as kind from f where place > 0 offset 0) f
        group by kind),
      g as materialized (${apart(sql`select c.*, place & 2 > 0 as z, place & 1 > 0 as u, nullif(place >> 2, 0) as p from c`)}),
      e as (
        select w.w, false as "isGrouped" ${each.map((n) => sql`, null::text as ${sql(`g${n}`)}`).reduce((all, one) => sql`${all} ${one}`, sql``)}, k1, k2, says, n, a
        from g cross join lateral (select -1 where u union all select 0 where z ${parts}) w (w)
        ${dimensions === 0 ? sql`` : sql`union all ${grouped(ground, name, each)}`}),
      o as materialized (select dense_rank() over (order by w, "isGrouped", k1, k2, says ${list('g')}) as id, e.* from e)
    select w, "isGrouped", to_jsonb(array[null ${list('g')}]::text[]) as values, k1, k2, says, count, ${measures ? percentiles(ground) : sql`null`} as seconds
    from (
      select id, w, "isGrouped" ${list('g')}, k1, k2, says, sum(n)::int as count, count(*) as many, min(a) as a
      from o group by id, w, "isGrouped" ${list('g')}, k1, k2, says) q
    limit ${MOST_TALLIES + 1}`;
}

/** One number for where a fact lies, its keys, lists and what it says: the hash of each seeds that of the next. */
function kindOf({ sql }: Ground, name: ReportName, each: readonly number[]): Fragment {
  const keys = REPORTS[name].keys.map((_, nth) => sql`coalesce(${sql(`k${nth + 1}`)}, chr(1))`);
  const texts = [sql`says`, ...keys, ...each.map((n) => sql`${sql(`d${n}`)}`)];
  return texts.reduce((seed, text) => sql`hashtextextended(${text}, ${seed})`, sql`place::bigint`);
}

/** A fact with several values of a dimension counts in each of them; one without any, where there is none. */
function grouped({ sql }: Ground, name: ReportName, each: readonly number[]): Fragment {
  const values = each
    .map((n) => {
      const list = listIn(sql, `g.d${n}`);
      return sql`cross join lateral unnest(case when ${list} = '{}' then array[null::text] else ${list} end) ${sql(`x${n}`)} (${sql(`g${n}`)})`;
    })
    .reduce((all, one) => sql`${all} ${one}`);
  const names = each.map((n) => sql`, ${sql(`g${n}`)}`).reduce((all, one) => sql`${all} ${one}`);
  const ofAll = 'inTotals' in REPORTS[name] ? sql`and k2 is null` : sql``;
  return sql`
    select w.w, true ${names}, k1, k2, says, n, a
    from g cross join lateral (select -1 where u union all select p where p is not null) w (w) ${values}
    where true ${ofAll}`;
}

/** Of the times of all rows of `o` with the id of `q`; where there is one, it is at hand. */
function percentiles({ sql }: Ground): Fragment {
  const shares = PERCENTILES.map((one) => one / 100);
  return sql`(
    select percentile_disc(${shares}::float8[]) within group (order by y.s)
    from (select unnest(q.a) as s where q.many = 1 union all select unnest(x.a) from o x where q.many > 1 and x.id = q.id) y)`;
}

function tooMany(): Refusal {
  return new Refusal('TOO_COSTLY', `This report has more than ${MOST_TALLIES} figures. Ask for longer windows, or group by less.`, {
    cost: MOST_TALLIES + 1,
    limit: MOST_TALLIES,
  });
}

function tallyOf({ w, isGrouped, values, k1, k2, says, count, seconds }: Row, keys: number): Tally {
  const measured = seconds === null ? null : { 50: seconds[0]!, 75: seconds[1]!, 90: seconds[2]!, 95: seconds[3]! };
  return {
    window: w === -1 ? null : w,
    group: isGrouped ? values.slice(1) : null,
    keys: [k1, k2].slice(0, keys),
    ...{ says, count, seconds: measured },
  };
}
