import type { GapStatus, Instant, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { bounded, inOrder, repositoryIs } from './timeline-filter.js';

/** All that is given must hold; of a list, one of its values. */
export interface GapFilter {
  readonly rules?: readonly string[] | null;
  readonly severities?: readonly Severity[] | null;
  readonly statuses?: readonly GapStatus[] | null;
  /** A ref, or a name as the tool writes it. */
  readonly repository?: string | null;
  readonly environment?: string | null;
  readonly openedFrom?: Instant | null;
  readonly openedTo?: Instant | null;
}

/** The filter as a condition over gaps `g`. */
export function conditionOf(sql: Sql, filter: GapFilter): Fragment {
  bounded('rules', filter.rules);
  bounded('severities', filter.severities);
  bounded('statuses', filter.statuses);
  inOrder('opened', filter.openedFrom, filter.openedTo);
  return sql`true
    ${filter.rules ? sql`and g.rule = any(${filter.rules as string[]})` : sql``}
    ${filter.severities ? sql`and g.severity = any(${filter.severities as string[]})` : sql``}
    ${filter.statuses ? sql`and g.status = any(${filter.statuses as string[]})` : sql``}
    ${filter.repository ? sql`and ${inRepository(sql, filter.repository)}` : sql``}
    ${filter.environment ? sql`and ${inEnvironment(sql, filter.environment)}` : sql``}
    ${filter.openedFrom ? sql`and g."openedAt" >= ${filter.openedFrom}::timestamptz` : sql``}
    ${filter.openedTo ? sql`and g."openedAt" < ${filter.openedTo}::timestamptz` : sql``}`;
}

function inRepository(sql: Sql, repository: string): Fragment {
  return sql`exists (select from deployment d where d.deployment = g.deployment and d.repository ${repositoryIs(sql, repository)})`;
}

function inEnvironment(sql: Sql, environment: string): Fragment {
  return sql`exists (
    select from deployment_range r
    where r.deployment = g.deployment and r.recorded_to is null and r.environment = ${environment}
  )`;
}
