import type { Transaction } from '../../db/pool.js';
import type { ExecutionFacts } from '../../correlate/index.js';
import { type ByChange, byChange, executionColumns, type ExecutionRow, itsRows } from './load-executions.js';

/** Of these refs, deployments and commits, those that are changes without a ticket now. */
export async function standingTicketless(tx: Transaction, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx<{ change: string }[]>`
    select distinct t.change
    from deployment_range r
    cross join lateral (select change from unnest(r.own_changes) as t (change) where change = any(${names as string[]})) t
    where r.own_changes && ${names as string[]} and r.recorded_to is null`;
  return new Set(rows.map(({ change }) => change));
}

/** The changes without a ticket of which these deployments take commits out, or did until now. */
export async function ticketlessTakenOut(tx: Transaction, deployments: readonly string[]): Promise<readonly string[]> {
  if (deployments.length === 0) return [];
  const rows = await tx<{ change: string }[]>`
    select distinct unnest(r.own_changes) as change
    from deployment_commit t
    ${thoseWith(tx, 'CARRIES', tx`t`)}
    join deployment_range r on r.deployment = c.deployment and r.recorded_to is null
    where t.deployment = any(${deployments as string[]}) and t.direction = 'TAKES_OUT' and r.own_changes <> '{}'`;
  return rows.map(({ change }) => change);
}

/** Production deployments that carry such changes, the earliest first: a deployment itself; of a commit all that carry it. */
export async function carryingTicketless(tx: Transaction, names: readonly string[]): Promise<ByChange<ExecutionFacts>> {
  if (names.length === 0) return new Map();
  return byChange(
    await tx<ExecutionRow[]>`
      select w.change, ${executionColumns(tx)}
      from (
        select change, change as deployment from unnest(${names.filter(isDeployment)}::text[]) as t (change)
        union all
        select w.change, c.deployment
        from (${wantedCommits(tx, names)}) w
        ${thoseWith(tx, 'CARRIES', tx`w`)}
      ) w
      ${itsRows(tx, tx`w.deployment`)}
      where r.standing = 'PRODUCTION' and r.start_from is not null and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES')
      order by r.start_from, r.start_to, r.deployment`,
  );
}

/** Production deployments that take out the commit, or any commit of the deployment; the earliest first. */
export async function takingTicketlessOut(tx: Transaction, names: readonly string[]): Promise<ByChange<ExecutionFacts>> {
  if (names.length === 0) return new Map();
  return byChange(
    await tx<ExecutionRow[]>`
      select w.change, ${executionColumns(tx)}
      from (
        select distinct w.change, c.deployment
        from (
          ${wantedCommits(tx, names)}
          union all
          select c.deployment, c.repository, c.sha from deployment_commit c
          where c.deployment = any(${names.filter(isDeployment)}) and c.direction = 'CARRIES' and c.recorded_to is null
        ) w
        ${thoseWith(tx, 'TAKES_OUT', tx`w`)}
      ) w
      ${itsRows(tx, tx`w.deployment`)}
      where r.standing = 'PRODUCTION' and r.start_from is not null
      order by r.start_from, r.start_to, r.deployment`,
  );
}

/** Deployments with the commit of a row, sought by its index, which `offset 0` makes sure of: joined, a plan that is kept reads all that is carried. */
function thoseWith(tx: Transaction, direction: 'CARRIES' | 'TAKES_OUT', row: ReturnType<Transaction>) {
  return tx`
    cross join lateral (
      select s.deployment from deployment_commit s
      where s.repository = ${row}.repository and s.sha = ${row}.sha and s.direction = ${direction} and s.recorded_to is null offset 0) c`;
}

export function isDeployment(name: string): boolean {
  return name.startsWith('deployment:');
}

/** `commit:<source>:<repository>:<sha>`, taken apart. */
function wantedCommits(tx: Transaction, names: readonly string[]) {
  return tx`
    select change, regexp_replace(change, '^commit:(.*):[^:]*$', 'repository:\\1') as repository, substring(change from '[^:]*$') as sha
    from unnest(${names.filter((name) => name.startsWith('commit:'))}::text[]) as t (change)`;
}
