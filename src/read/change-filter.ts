import type { GapStatus, Instant, Stage } from '#contract';
import { badInput } from '../access/index.js';
import type { Sql } from '../db/pool.js';
import type { Fragment } from './fragment.js';
import { pullRequestsSaid } from './change-mention.js';
import { teamsOf } from './gap-filter.js';
import { allGaps } from './gap-rows.js';
import { people } from './people.js';
import { type SearchFilter, searchCondition } from './search.js';
import { bounded, inOrder } from './timeline-filter.js';

/** All that is given must hold; of a list, one of its values. */
export interface ChangeFilter extends SearchFilter {
  readonly sources?: readonly string[] | null;
  /** As a key begins: `PAY`. */
  readonly projects?: readonly string[] | null;
  /** Also a key that a moved ticket bore. */
  readonly keys?: readonly string[] | null;
  /** By id or name. */
  readonly statuses?: readonly string[] | null;
  readonly stages?: readonly Stage[] | null;
  readonly types?: readonly string[] | null;
  readonly services?: readonly string[] | null;
  readonly teams?: readonly string[] | null;
  readonly environments?: readonly string[] | null;
  readonly gap?: GapOfChangeFilter | null;
  /** Whether any implementation started. */
  readonly implemented?: boolean | null;
  readonly createdFrom?: Instant | null;
  readonly createdTo?: Instant | null;
  /** An implementation of it started in [from, to). */
  readonly deployedFrom?: Instant | null;
  readonly deployedTo?: Instant | null;
  /** An account; what other accounts of the same person did counts, too. */
  readonly person?: string | null;
  /** Words in the present title, in any case. */
  readonly title?: string | null;
}

/** A gap of the change itself; without a status one that is not RESOLVED or WITHDRAWN. */
export interface GapOfChangeFilter {
  readonly rules?: readonly string[] | null;
  readonly statuses?: readonly GapStatus[] | null;
}

/** Of a gap that is not over. */
export const STANDING: readonly GapStatus[] = ['PENDING', 'OPEN', 'ACKNOWLEDGED', 'WAIVED', 'REMEDIATED'];

/** The filter as conditions, each with its `and`, over changes `c`; `accounts` are those of the person in it (`accountsOf`). */
export function conditionOf(sql: Sql, filter: ChangeFilter, accounts: readonly string[] | null): Fragment {
  for (const name of ['sources', 'projects', 'keys', 'statuses', 'stages', 'types', 'services', 'teams', 'environments'] as const) {
    bounded(name, filter[name]);
  }
  inOrder('created', filter.createdFrom, filter.createdTo);
  inOrder('deployed', filter.deployedFrom, filter.deployedTo);
  const { sources, projects, keys, statuses, stages, types, services, teams, environments, gap, implemented } = filter;
  return sql`
    ${sources ? sql`and c.source = any(${sources as string[]})` : sql``}
    ${projects ? sql`and ${projectOf(sql, sql`c.key`)} = any(${projects as string[]})` : sql``}
    ${keys ? sql`and c.ticket in (select ticket from ticket_key where key = any(${keys as string[]}))` : sql``}
    ${statuses ? sql`and (c.status = any(${statuses as string[]}) or c.status_name = any(${statuses as string[]}))` : sql``}
    ${stages ? sql`and c.stage = any(${stages as string[]})` : sql``}
    ${types ? sql`and c.issue_type = any(${types as string[]})` : sql``}
    ${services ? sql`and ${isOf(sql, sql`${services as string[]}::text[]`)}` : sql``}
    ${teams ? sql`and (c.teams && ${teams as string[]}::text[] or ${notYetOf(sql, ofTeams(sql, teams))})` : sql``}
    ${environments ? sql`and c.environments && ${environments as string[]}::text[]` : sql``}
    ${gap ? hasGap(sql, gap) : sql``}
    ${typeof implemented === 'boolean' ? sql`and (c.started_from is not null) = ${implemented}` : sql``}
    ${filter.createdFrom ? sql`and c.created_from >= ${filter.createdFrom}::timestamptz` : sql``}
    ${filter.createdTo ? sql`and c.created_from < ${filter.createdTo}::timestamptz` : sql``}
    ${filter.deployedFrom || filter.deployedTo ? wasDeployed(sql, filter) : sql``}
    ${searchCondition(sql, filter, accounts)}
    ${filter.title ? isTitled(sql, filter.title) : sql``}`;
}

function isOf(sql: Sql, services: Fragment): Fragment {
  return sql`(c.services && ${services} or ${notYetOf(sql, services)})`;
}

function ofTeams(sql: Sql, teams: readonly string[]): Fragment {
  return sql`array(select t.service from (${teamsOf(sql)}) t where t.team = any(${teams as string[]}))`;
}

/** What no implementation carries yet is of the services that are built from the repositories of its pull requests. */
function notYetOf(sql: Sql, services: Fragment): Fragment {
  return sql`(c.deployments = '{}' and exists (
    select from (select c.ticket) w
    cross join lateral (${pullRequestsSaid(sql)}) s
    join pull_request p on p.pull_request = s.ref
    left join repository n on n.repository = p.repository
    left join (${builtFrom(sql)}) b on b.repository = n.name
    where s.strong and coalesce(b.service, p.repository) = any(${services})))`;
}

/** `(service, repository)`, by name, as the policy in force says. */
function builtFrom(sql: Sql): Fragment {
  return sql`
    select s.key as service, coalesce(r.value ->> 'repository', r.value #>> '{}') as repository
    from (select content from policy_version order by seq desc limit 1) q
    cross join lateral jsonb_each(q.content -> 'services') s
    cross join lateral jsonb_array_elements(s.value -> 'repositories') r`;
}

/** `PAY` of `PAY-12`. */
export function projectOf(sql: Sql, key: Fragment): Fragment {
  return sql`regexp_replace(${key}, '-[^-]*$', '')`;
}

function hasGap(sql: Sql, { rules, statuses }: GapOfChangeFilter): Fragment {
  bounded('gap.rules', rules);
  bounded('gap.statuses', statuses);
  return sql`and c.ticket in (
    select coalesce(substring(g.subject from 'ticket:[^ ]+$'), g.subject)
    from (${allGaps(sql)}) g
    where g.status = any(${(statuses ?? STANDING) as string[]}) ${rules ? sql`and g.rule = any(${rules as string[]})` : sql``}
  )`;
}

function wasDeployed(sql: Sql, { deployedFrom, deployedTo }: ChangeFilter): Fragment {
  return sql`and exists (
    select from deployment_range r
    where r.deployment = any(c.deployments) and r.recorded_to is null
      ${deployedFrom ? sql`and r.start_from >= ${deployedFrom}::timestamptz` : sql``}
      ${deployedTo ? sql`and r.start_from < ${deployedTo}::timestamptz` : sql``}
  )`;
}

/** All accounts of the person who is filtered by. */
export async function accountsOf(sql: Sql, account: string | null | undefined): Promise<readonly string[] | null> {
  if (!account) return null;
  const known = await people(sql, { account }, { first: 1 });
  return known.edges[0]?.node.accounts.map(({ person }) => person) ?? [account];
}

const MOST_WORDS = 200;

/** What tools with tickets call the field of the title. */
export const TITLE_FIELDS: readonly string[] = ['summary', 'short_description', 'title'];

function isTitled(sql: Sql, words: string): Fragment {
  if (words.length > MOST_WORDS) throw badInput(`title has ${words.length} characters; at most ${MOST_WORDS} are searched for.`);
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`and c.ticket in (
    select f.ticket
    from (
      select distinct on (ticket) ticket, to_value
      from ticket_field
      where field = any(${TITLE_FIELDS as string[]})
      order by ticket, kind = 'CHANGED' desc, coalesce(at_from, recorded_at) desc, seq desc
    ) f
    join clear_value v on v.commitment = f.to_value ->> 'commitment'
    where v.value ilike ${pattern}
  )`;
}
