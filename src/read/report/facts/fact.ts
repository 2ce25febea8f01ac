import type { Instant } from '#contract';
import type { Sql } from '../../../db/pool.js';
import type { Windows } from '../../../reports/index.js';
import type { Fragment } from '../../fragment.js';
import type { Population } from '../population.js';

/** Of what facts are made, and how the lists of a row that reports are grouped by are handed on. */
export interface Ground extends Population {
  readonly sql: Sql;
  /** Whether records are left out. */
  readonly isFiltered: boolean;
  /** `, q.teams as d1, …` of a row `q` of the population. */
  readonly lists: Fragment;
  /** The same with nothing in them. */
  readonly noLists: Fragment;
  /** `, u.d1, …` of a row `u` that has them already. */
  readonly handOn: Fragment;
}

/** Into which windows facts are sorted, and the moment asked about. */
export interface Placing {
  readonly windows: Windows;
  readonly asOf: Instant;
}

/** A relation `(subject, k1, k2, says, seconds, at, d1, …)`: a change or a deployment, the keys of the report's own, and `at` null where nobody dates it. */
export type Facts = (ground: Ground) => Fragment;

/** Which pull requests each deployment carries; that the range holds, and not the pattern alone, lets one index answer it. */
export function carriedPulls(sql: Sql): Fragment {
  return sql`
    select distinct from_ref, to_ref from link
    where recorded_to is null and strength = 'CARRIED' and to_ref >= 'pull_request:' and to_ref < 'pull_request;'`;
}

/** To the microsecond, as the nearest double: `extract` counts in decimals, which takes several times as long. */
export function secondsBetween(sql: Sql, from: Fragment, to: Fragment): Fragment {
  return sql`(round(date_part('epoch', ${to} - ${from}) * 1e6) / 1e6)`;
}
