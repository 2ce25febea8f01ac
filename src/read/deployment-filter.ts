import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { EnvironmentStanding, Outcome, Relation } from './deployment-words.js';
import type { Fragment } from './fragment.js';
import { teamsOf } from './gap-filter.js';
import { bounded, inOrder, repositoryIs } from './timeline-filter.js';

/** All that is given must hold; of a list, one of its values. */
export interface DeploymentFilter {
  /** A ref, or a name as the tool writes it. */
  readonly repository?: string | null;
  readonly environment?: string | null;
  /** By its id in policy; unmapped, the ref of the repository. */
  readonly service?: string | null;
  /** By its id in the policy in force. */
  readonly team?: string | null;
  readonly standing?: readonly EnvironmentStanding[] | null;
  readonly outcome?: readonly Outcome[] | null;
  readonly relation?: readonly Relation[] | null;
  readonly startedFrom?: Instant | null;
  readonly startedTo?: Instant | null;
  /** A full sha. */
  readonly carriesCommit?: string | null;
}

/** The filter as a condition over `deployment_range r` and `deployment d`, as known now. */
export function conditionOf(sql: Sql, filter: DeploymentFilter): Fragment {
  bounded('standing', filter.standing);
  bounded('outcome', filter.outcome);
  bounded('relation', filter.relation);
  inOrder('started', filter.startedFrom, filter.startedTo);
  return sql`r.recorded_to is null
    ${filter.repository ? sql`and d.repository ${repositoryIs(sql, filter.repository)}` : sql``}
    ${filter.environment ? sql`and r.environment = ${filter.environment}` : sql``}
    ${filter.service ? sql`and r.service = ${filter.service}` : sql``}
    ${filter.team ? sql`and r.service in (select t.service from (${teamsOf(sql)}) t where t.team = ${filter.team})` : sql``}
    ${filter.standing ? sql`and r.standing = any(${filter.standing as string[]})` : sql``}
    ${filter.outcome ? sql`and r.outcome = any(${filter.outcome as string[]})` : sql``}
    ${filter.relation ? sql`and r.relation = any(${filter.relation as string[]})` : sql``}
    ${filter.startedFrom ? sql`and r.start_from >= ${filter.startedFrom}::timestamptz` : sql``}
    ${filter.startedTo ? sql`and r.start_from < ${filter.startedTo}::timestamptz` : sql``}
    ${filter.carriesCommit ? sql`and ${carries(sql, filter.carriesCommit)}` : sql``}`;
}

function carries(sql: Sql, sha: string): Fragment {
  return sql`exists (
    select from deployment_commit c
    where c.deployment = r.deployment and c.sha = ${sha.toLowerCase()} and c.direction = 'CARRIES' and c.recorded_to is null
  )`;
}
