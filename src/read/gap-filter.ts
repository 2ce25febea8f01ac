import type { Disposition, GapStatus, Instant, Severity } from '#contract';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { dueAt, isOverdue } from './gap-due.js';
import { gapOfId, gapRef } from './gap-id.js';
import { bounded, inOrder, repositoryIs } from './timeline-filter.js';

/** All that is given must hold; of a list, one of its values. */
export interface GapFilter {
  readonly ids?: readonly string[] | null;
  readonly rules?: readonly string[] | null;
  readonly severities?: readonly Severity[] | null;
  readonly statuses?: readonly GapStatus[] | null;
  /** A ref, or a name as the tool writes it. */
  readonly repository?: string | null;
  readonly environment?: string | null;
  /** By its id in policy; unmapped, the ref of the repository. */
  readonly service?: string | null;
  /** By its id in the policy in force. */
  readonly team?: string | null;
  /** An account, by ref. */
  readonly assignee?: string | null;
  readonly assigned?: boolean | null;
  readonly dispositions?: readonly Disposition[] | null;
  readonly openedFrom?: Instant | null;
  readonly openedTo?: Instant | null;
  readonly changedFrom?: Instant | null;
  readonly changedTo?: Instant | null;
  /** Open or acknowledged, and to be put right before now. */
  readonly overdue?: boolean | null;
  /** To be put right before this time. */
  readonly dueBefore?: Instant | null;
  /** Of the time before go-live. */
  readonly baseline?: boolean | null;
  /** Waivers that run out before this time. */
  readonly waivedUntilBefore?: Instant | null;
}

/** The filter as a condition over gaps `g`. */
export function conditionOf(sql: Sql, filter: GapFilter): Fragment {
  bounded('ids', filter.ids);
  bounded('rules', filter.rules);
  bounded('severities', filter.severities);
  bounded('statuses', filter.statuses);
  bounded('dispositions', filter.dispositions);
  inOrder('opened', filter.openedFrom, filter.openedTo);
  inOrder('changed', filter.changedFrom, filter.changedTo);
  return sql`${ofItself(sql, filter)} ${inTime(sql, filter)}
    ${filter.repository ? sql`and ${inRepository(sql, filter.repository)}` : sql``}
    ${filter.environment ? sql`and ${whereJudged(sql, sql`j.environments`, sql`array[${filter.environment}]`)}` : sql``}
    ${filter.service ? sql`and ${whereJudged(sql, sql`j.services`, sql`array[${filter.service}]`)}` : sql``}
    ${filter.team ? sql`and ${whereJudged(sql, sql`j.services`, sql`array(select t.service from (${teamsOf(sql)}) t where t.team = ${filter.team})`)}` : sql``}`;
}

function ofItself(sql: Sql, { ids, rules, severities, statuses, dispositions, assignee, assigned, baseline }: GapFilter): Fragment {
  return sql`true
    ${ids ? sql`and 'gap:' || g.rule || ':' || g.subject = any(${ids.map(refOfId)}::text[])` : sql``}
    ${rules ? sql`and g.rule = any(${rules as string[]})` : sql``}
    ${severities ? sql`and g.severity = any(${severities as string[]})` : sql``}
    ${statuses ? sql`and g.status = any(${statuses as string[]})` : sql``}
    ${dispositions ? sql`and g.disposition = any(${dispositions as string[]})` : sql``}
    ${assignee ? sql`and g.assignee = ${assignee}` : sql``}
    ${typeof assigned === 'boolean' ? sql`and (g.assignee is not null) = ${assigned}` : sql``}
    ${typeof baseline === 'boolean' ? sql`and g.baseline = ${baseline}` : sql``}`;
}

/** Of what is no id of a gap: a ref that no gap has. */
function refOfId(id: string): string {
  const name = gapOfId(id);
  return name ? gapRef(name) : '';
}

function inTime(sql: Sql, { openedFrom, openedTo, changedFrom, changedTo, waivedUntilBefore, overdue, dueBefore }: GapFilter): Fragment {
  return sql`
    ${openedFrom ? sql`and g."openedAt" >= ${openedFrom}::timestamptz` : sql``}
    ${openedTo ? sql`and g."openedAt" < ${openedTo}::timestamptz` : sql``}
    ${changedFrom ? sql`and g."changedAt" >= ${changedFrom}::timestamptz` : sql``}
    ${changedTo ? sql`and g."changedAt" < ${changedTo}::timestamptz` : sql``}
    ${typeof overdue === 'boolean' ? sql`and ${isOverdue(sql)} = ${overdue}` : sql``}
    ${dueBefore ? sql`and ${dueAt(sql, 'g')} < ${dueBefore}::timestamptz` : sql``}
    ${waivedUntilBefore ? sql`and g."waivedUntil" < ${waivedUntilBefore}::timestamptz` : sql``}`;
}

function inRepository(sql: Sql, repository: string): Fragment {
  return sql`exists (
    select from deployment d
    where (d.deployment = g.unit
        or d.deployment = any(array(select unnest(s.deployments) from change_state s where s.ticket = g.unit and s.recorded_to is null)))
      and d.repository ${repositoryIs(sql, repository)})`;
}

function whereJudged(sql: Sql, own: Fragment, wanted: Fragment): Fragment {
  return sql`exists (select from (${judgedIn(sql)}) j where ${own} && ${wanted}::text[])`;
}

/** Services and environments of what a gap `g` was judged with: a deployment's own; of a change alone, those of its implementations; a service itself. */
export function judgedIn(sql: Sql): Fragment {
  return sql`
    select array[r.service] as services, array[r.environment] as environments
    from deployment_range r where r.deployment = g.unit and r.recorded_to is null
    union all
    select s.services, s.environments from change_state s where s.ticket = g.unit and s.recorded_to is null
    union all
    select array[${serviceJudged(sql)}], '{}' where g.unit like 'service:%'`;
}

/** The service that a gap `g` of a service is about; its unit has blanks, colons and per cents written as in an address. */
export function serviceJudged(sql: Sql): Fragment {
  return sql`replace(replace(replace(substr(g.unit, length('service:') + 1), '%20', ' '), '%3A', ':'), '%25', '%')`;
}

/** `(service, team)` as the policy in force says. */
export function teamsOf(sql: Sql): Fragment {
  return sql`
    select s.key as service, s.value ->> 'team' as team
    from (select content from policy_version order by seq desc limit 1) p
    cross join lateral jsonb_each(p.content -> 'services') s
    where s.value ->> 'team' is not null`;
}
