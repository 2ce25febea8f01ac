import type { Instant } from '#contract';
import type { Sql } from '../../../db/pool.js';
import type { Windows } from '../../../reports/index.js';
import type { Fragment } from '../../fragment.js';
import type { Population } from '../population.js';

/** Of what facts are made, and how the lists of a row that reports are grouped by are handed on. */
export interface Ground extends Population {
  readonly sql: Sql;
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

export function secondsBetween(sql: Sql, from: Fragment, to: Fragment): Fragment {
  return sql`extract(epoch from ${to} - ${from})::float8`;
}
