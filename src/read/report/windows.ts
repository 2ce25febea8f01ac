import type { Instant } from '#contract';
import { badInput } from '../../access/index.js';
import type { Sql } from '../../db/pool.js';
import { endOf, type Every, isTooMany, isZone, MOST_WINDOWS, type PeriodInput, type Window, type Windows } from '../../reports/index.js';
import type { Fragment } from '../fragment.js';

/** The windows of a period, those before it to compare with, and the moment asked about. */
export interface PeriodWindows {
  readonly now: Windows;
  /** The same length before: as many months where the period is of whole months, else as many days and hours of the zone. Parts: each an interval earlier. */
  readonly before: Windows;
  readonly asOf: Instant;
}

interface Row extends Window {
  readonly side: 'now' | 'before';
  readonly nth: number;
  readonly asOf: Instant;
}

const STEP: Readonly<Record<Every, string>> = { DAY: '1 day', WEEK: '7 days', MONTH: '1 month', QUARTER: '3 months' };

/**
 * Cuts a period into windows by the calendar of its zone; Postgres knows the zones. Refuses BAD_INPUT for what is no
 * period, no zone, or more than 400 windows.
 */
export async function windowsOf(
  sql: Sql,
  { from, to, zone }: PeriodInput,
  every: Every | null,
  knownAt: Instant | null,
): Promise<PeriodWindows> {
  if (!isZone(zone)) throw badInput(`"${zone.slice(0, 60)}" is no IANA zone. Write it like Europe/Berlin, or UTC.`);
  const [begin, end] = [instantOf(sql, 'from', from, zone), instantOf(sql, 'to', to, zone)];
  const unit = every?.toLowerCase() ?? 'day';
  const step = sql`${every === null ? '0 days' : STEP[every]}::interval`;
  const [length] = await sql<{ days: number }[]>`select extract(epoch from ${end} - ${begin})::float8 / 86400 as days`;
  if ((length?.days ?? 0) <= 0) throw badInput(`The period ends (${to}) before it begins (${from}): it is [from, to).`);
  if (isTooMany(length?.days ?? 0, every)) {
    throw badInput(`This period has more than ${MOST_WINDOWS} windows. Ask for a shorter one, or for longer windows.`);
  }
  // Bounds are computed on the clock of the zone and only then become instants: a day of it may have 23 hours.
  const rows = await sql<Row[]>`
    with
      p as (select begin, until, begin at time zone ${zone} as lb, until at time zone ${zone} as lu, coalesce(${knownAt}::timestamptz, clock_timestamp()) as as_of
        from (select ${begin} as begin, ${end} as until) x),
      months as (
        select case when m > 0 and extract(day from lb) = extract(day from lu) and lb + m * interval '1 month' = lu then m end as m
        from (select (extract(year from lu) - extract(year from lb)) * 12 + extract(month from lu) - extract(month from lb) as m, lb, lu from p) x),
      cut as (
        select c, row_number() over (order by c) as nth
        from (
          select lb as c from p
          union select s from p cross join lateral generate_series(date_trunc(${unit}, lb), lu, ${step}) s where ${every !== null} and s > lb and s < lu
          union select lu from p) x),
      stretch as (
        select 'now' as side, 0 as nth, lb, lu from p
        union all select 'before', 0, case when m is null then lb - (lu - lb) else lb - m * interval '1 month' end, lb from p, months
        union all select 'now', a.nth, a.c, b.c from cut a join cut b on b.nth = a.nth + 1
        union all select 'before', a.nth, a.c - ${step}, b.c - ${step} from cut a join cut b on b.nth = a.nth + 1 where ${every !== null}),
      timed as (
        select side, nth, as_of,
          case when side = 'now' and s.lb = p.lb then begin else s.lb at time zone ${zone} end as "from",
          case when side = 'now' and s.lu = p.lu then until when side = 'before' and nth = 0 then begin else s.lu at time zone ${zone} end as "to"
        from stretch s cross join p)
    select side, nth::int, "from", "to", as_of as "asOf", "to" <= as_of as "isOver",
      greatest(0, extract(epoch from least("to", as_of) at time zone ${zone} - "from" at time zone ${zone}))::float8 / 86400 as days
    from timed
    order by side, nth`;
  const of = (side: Row['side']): Windows => {
    const [whole, ...parts] = rows.filter((row) => row.side === side).map(windowOf);
    return { whole: whole!, parts: every === null ? [whole!] : parts };
  };
  return { now: of('now'), before: of('before'), asOf: rows[0]!.asOf };
}

function windowOf({ from, to, days, isOver }: Row): Window {
  return { from, to, days, isOver };
}

function instantOf(sql: Sql, name: string, written: string, zone: string): Fragment {
  const end = endOf(written);
  if (end === null) {
    throw badInput(`period.${name} is "${written.slice(0, 40)}". Write a day of the zone (2026-01-31), or a time as 2026-01-31T13:45:00Z.`);
  }
  return 'day' in end ? sql`(${end.day}::timestamp at time zone ${zone})` : sql`${end.instant}::timestamptz`;
}
