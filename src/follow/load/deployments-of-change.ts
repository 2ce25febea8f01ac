import type { DeploymentOfChange } from '../../controls/index.js';
import type { Transaction } from '../../db/pool.js';
import { executionColumns, type ExecutionRow } from '../record/load-executions.js';

/** A deployment of a change before policy says what its place is called. */
export type PlacelessDeployment = Omit<DeploymentOfChange, 'place'>;

interface ChangeRow extends ExecutionRow {
  readonly direction: 'CARRIES' | 'TAKES_OUT';
  readonly commits: readonly string[];
  readonly undoing: readonly string[];
  readonly restores: readonly string[];
  readonly standing: PlacelessDeployment['standing'];
  readonly relation: string;
}

/** The deployments to production, or perhaps to production, that carry changes or take them out, by change, the earliest first. */
export async function loadDeploymentsOfChanges(
  tx: Transaction,
  tickets: readonly string[],
): Promise<ReadonlyMap<string, readonly PlacelessDeployment[]>> {
  const rows = await tx<ChangeRow[]>`
    select c.change, c.direction, c.commits, r.standing, r.relation,
      array(
        select k.sha from code_commit k
        where k.repository = c.repository and k.sha = any(c.commits) and k.reverts is not null
        order by 1) as undoing,
      array(
        select k.reverts from code_commit k
        where c.direction = 'TAKES_OUT' and k.repository = c.repository and k.sha = any(c.commits) and k.reverts is not null
        order by 1) as restores,
      ${executionColumns(tx)}
    from deployment_change c
    join deployment_range r on r.deployment = c.deployment and r.recorded_to is null
    join deployment d on d.deployment = c.deployment
    where c.change = any(${tickets as string[]}) and c.recorded_to is null
      and r.standing <> 'OTHER' and r.start_from is not null and r.relation <> 'CORROBORATES'
    order by r.start_from, r.start_to, c.deployment, c.direction`;
  const found = new Map<string, Map<string, PlacelessDeployment>>();
  for (const row of rows) {
    const ofChange = found.get(row.change) ?? new Map<string, PlacelessDeployment>();
    found.set(row.change, ofChange.set(row.deployment ?? '', withRow(ofChange.get(row.deployment ?? ''), row)));
  }
  return new Map([...found].map(([change, deployments]) => [change, [...deployments.values()]]));
}

/** What a deployment carries of a change and what it takes out are rows of their own. To take a revert out brings back what that had taken. */
function withRow(before: PlacelessDeployment | undefined, row: ChangeRow): PlacelessDeployment {
  const { direction, commits, undoing, restores, startFrom, startTo, endFrom, endTo, change: _, ...rest } = row;
  const known = before ?? {
    ...rest,
    deployment: row.deployment ?? '',
    events: row.events.map(Number),
    start: { from: startFrom, to: startTo },
    end: endFrom !== null && endTo !== null ? { from: endFrom, to: endTo } : null,
    ...{ carries: false, commits: [], undoing: [], takesOut: [], restores: [] },
  };
  return direction === 'CARRIES'
    ? { ...known, carries: true, commits, undoing }
    : { ...known, takesOut: commits.filter((sha) => !undoing.includes(sha)), restores };
}
