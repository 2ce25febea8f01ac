import type { Sql } from '../db/pool.js';
import { commitsSaid, pullRequestsSaid } from './change-mention.js';
import { isImplementation } from './change-state.js';
import type { Fragment } from './fragment.js';
import type { Page, PageInput } from './page.js';
import { type ListOfEach, pagesOf } from './pages.js';

/** How a change came to be linked to something. */
export interface ChangeLinkRow {
  /** The thing linked. */
  readonly ref: string;
  /** What names the change: the thing itself, or a commit or pull request of it. */
  readonly through: string;
  readonly method: string;
  readonly place: string;
  readonly strength: 'CARRIED' | 'RELATED';
  /** What speaks against it, as sentences. */
  readonly against: readonly string[];
  /** The event that says so. */
  readonly seq: number;
  /** The first event by which a person says so, too or alone; null where nobody does. */
  readonly assertedSeq: number | null;
}
/** How a deployment and a change are linked. */
export interface DeploymentLinkRow extends ChangeLinkRow {
  /** The merged pull requests through which, where there is none the commits, or the deployment itself; at most 200. */
  readonly leadsThrough: readonly string[];
}
export interface ChangeDeploymentRow extends DeploymentLinkRow {
  readonly isImplementation: boolean;
}

/** A list of each ticket `w.ticket`, or of what else has the name. */
export type List<Row, T> = Omit<ListOfEach<Row, T>, 'parents' | 'columns'>;

/** The same page of the list of each ticket. */
export function listOfChanges<Row, T>(sql: Sql, tickets: readonly string[], list: List<Row, T>, input: PageInput): Promise<Page<T>[]> {
  return pagesOf<Row, T>(sql, { ...list, parents: sql`unnest(${tickets as string[]}::text[])`, columns: sql`ticket` }, input);
}

/** For each change one page of the deployments that carry it or are related to it, in order of ref. */
export function deploymentsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<ChangeDeploymentRow>[]> {
  const matching = sql`
    select distinct on (l.from_ref) l.from_ref as ref, l.from_ref as through, l.method, l.place as "where", l.strength, l.against, l.seq,
      ${asserted(sql, sql`l`, sql`l.from_ref`)}, ${leadsThrough(sql)}, l.strength = 'CARRIED' and ${isImplementation(sql)} as "isImplementation"
    from (
      select from_ref, to_ref, method, place, strength, against, seq from link where to_ref = w.ticket and recorded_to is null
      union all ${implementationsWithoutTicket(sql)}
    ) l
    join deployment_range r on r.deployment = l.from_ref and r.recorded_to is null
    where true`;
  return linksOfChange<ChangeDeploymentRow>(
    sql,
    tickets,
    { name: 'deployments of a change', matching, order: sql`l.from_ref, ${byWorth(sql)}` },
    input,
  );
}

/** Of a change without a ticket: its deployments are known by what they are and carry. */
function implementationsWithoutTicket(sql: Sql): Fragment {
  return sql`
    select d.deployment, w.ticket, 'RELATION', case when d.deployment = w.ticket then 'deployment' else 'commit' end, 'CARRIED', '{}'::text[],
      coalesce(d.requested_seq, 0)
    from change_state s join deployment d on d.deployment = any(s.deployments)
    where s.ticket = w.ticket and s.ticket not like 'ticket:%' and s.recorded_to is null`;
}

/** For each deployment one page of the changes that it carries or is related to, in order of ref. */
export function changesOfDeployment(sql: Sql, deployments: readonly string[], input: PageInput): Promise<Page<DeploymentLinkRow>[]> {
  const matching = sql`
    select distinct on (l.to_ref) l.to_ref as ref, l.from_ref as through, l.method, l.place as "where", l.strength, l.against, l.seq,
      ${asserted(sql, sql`l`, sql`l.to_ref`)}, ${leadsThrough(sql)}
    from (
      select from_ref, to_ref, method, place, strength, against, seq
      from link where from_ref = w.ticket and to_ref like 'ticket:%' and recorded_to is null
      union all
      select r.deployment, o.change, 'RELATION', case when o.change = r.deployment then 'deployment' else 'commit' end, 'CARRIED', '{}'::text[],
        coalesce(d.requested_seq, 0)
      from deployment_range r
      cross join unnest(r.own_changes) as o (change)
      left join deployment d on d.deployment = r.deployment
      where r.deployment = w.ticket and r.recorded_to is null
    ) l
    where true`;
  return linksOfChange<DeploymentLinkRow>(
    sql,
    deployments,
    { name: 'changes of a deployment', matching, order: sql`l.to_ref, ${byWorth(sql)}` },
    input,
  );
}

/** For each change one page of the pull requests that name it, or whose commits do, in order of ref. */
export function pullRequestsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<ChangeLinkRow>[]> {
  const matching = sql`
    select distinct on (s.ref) s.ref, s.through, s.method, s.place as "where", ${strength(sql)} as strength, '{}'::text[] as against, s.seq,
      ${asserted(sql, sql`s`, sql`s.ref`)}
    from (${pullRequestsSaid(sql)}) s`;
  return linksOfChange<ChangeLinkRow>(
    sql,
    tickets,
    { name: 'pull requests of a change', matching, order: sql`s.ref, s.strong desc, s.ref <> s.through, s.seq` },
    input,
  );
}

/** For each change one page of the commits that name it, or that belong to a pull request that does, in order of ref. */
export function commitsOfChange(sql: Sql, tickets: readonly string[], input: PageInput): Promise<Page<ChangeLinkRow>[]> {
  const matching = sql`
    select distinct on (s.ref) s.ref, s.through, s.method, s.place as "where", ${strength(sql)} as strength, '{}'::text[] as against, s.seq,
      ${asserted(sql, sql`s`, sql`s.ref`)}
    from (${commitsSaid(sql)}) s`;
  return linksOfChange<ChangeLinkRow>(
    sql,
    tickets,
    { name: 'commits of a change', matching, order: sql`s.ref, s.strong desc, s.ref <> s.through, s.seq` },
    input,
  );
}

/** Whatever else links the two: what a person says of it is seen. */
function asserted(sql: Sql, of: Fragment, each: Fragment): Fragment {
  return sql`min(${of}.seq) filter (where ${of}.method = 'ASSERTED') over (partition by ${each}) as "assertedSeq"`;
}

function leadsThrough(sql: Sql): Fragment {
  return sql`
    array(
      select distinct t.ref
      from link a cross join unnest(a.through) as t (ref)
      where a.from_ref = l.from_ref and a.to_ref = l.to_ref and a.strength = l.strength and a.recorded_to is null
      order by 1
      limit 200) as "leadsThrough"`;
}

/** The strongest link of a thing first : the tools' own word before a person's. */
function byWorth(sql: Sql): Fragment {
  return sql`l.strength, array_position(${METHODS}::text[], l.method)`;
}

const METHODS = ['RELATION', 'DIGEST', 'ANCESTRY', 'TRAILER', 'BRANCH', 'TITLE', 'TEXT', 'ASSERTED'];

function strength(sql: Sql): Fragment {
  return sql`case when s.strong then 'CARRIED' else 'RELATED' end`;
}

interface Links {
  readonly name: string;
  /** `select distinct on (ref)`, without its order. */
  readonly matching: Fragment;
  readonly order: Fragment;
}

function linksOfChange<T extends ChangeLinkRow>(sql: Sql, tickets: readonly string[], { name, matching, order }: Links, input: PageInput) {
  const list: List<Omit<T, 'place'> & { readonly where: string; readonly ref: string }, T> = {
    name,
    kinds: ['text'],
    matching: sql`${matching} order by ${order}`,
    rows: ({ from, limit }) => sql`
      select * from (${matching} order by ${order}) m where m.ref > ${String(from?.[0] ?? '')} order by m.ref limit ${limit + 1}`,
    order: sql`p.ref`,
    keyOf: (row) => [row.ref],
    nodeOf: ({ where, ...row }) => ({ ...row, place: where }) as unknown as T,
  };
  return listOfChanges(sql, tickets, list, input);
}
