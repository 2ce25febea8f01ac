import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { compareSequence, type DeploymentFacts, type StatusFact } from '../../correlate/index.js';

interface DeploymentRow {
  readonly deployment: string;
  readonly source: string;
  readonly repository: string | null;
  readonly environment: string | null;
  readonly sha: string | null;
  readonly through: string | null;
  readonly gitRef: string | null;
  readonly productionMark: boolean | null;
  readonly creator: string | null;
  readonly rollback: boolean | null;
  readonly names: readonly string[] | null;
  readonly requestedFrom: Instant | null;
  readonly requestedTo: Instant | null;
  readonly requestedSeq: number | null;
}

interface StatusRow {
  readonly deployment: string;
  readonly status: string;
  readonly kind: 'STARTED' | 'FINISHED';
  readonly outcome: 'SUCCEEDED' | 'FAILED' | null;
  readonly environment: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly seq: number;
}

/** Deployments by ref, with their statuses. */
export async function loadDeployments(tx: Transaction, deployments: readonly string[]): Promise<readonly DeploymentFacts[]> {
  if (deployments.length === 0) return [];
  const names = deployments as string[];
  const [rows, statuses] = await together([
    tx<DeploymentRow[]>`${columns(tx)} where d.deployment = any(${names})`,
    tx<StatusRow[]>`${statusColumns(tx)} where deployment = any(${names})`,
  ]);
  return withTheirs(rows, statuses);
}

/** All deployments of a repository, also those that bring its code by an artifact; not those that bring another's. */
export async function loadDeploymentsOf(tx: Transaction, repository: string): Promise<readonly DeploymentFacts[]> {
  const rows = await tx<DeploymentRow[]>`
    ${columns(tx)} where (d.repository = ${repository} and b.deployment is null) or b.repository = ${repository}`;
  const names = rows.map(({ deployment }) => deployment);
  return withTheirs(rows, await tx<StatusRow[]>`${statusColumns(tx)} where deployment = any(${names})`);
}

function columns(tx: Transaction) {
  return tx`
    select d.deployment, source, coalesce(b.repository, d.repository) as repository, environment, coalesce(b.sha, d.sha) as sha, b.through, git_ref as "gitRef", production_mark as "productionMark", creator, rollback, names,
      requested_from as "requestedFrom", requested_to as "requestedTo", requested_seq as "requestedSeq"
    from deployment d left join deployment_build b on b.deployment = d.deployment and b.recorded_to is null`;
}

function statusColumns(tx: Transaction) {
  return tx`
    select deployment, status, kind, outcome, environment, occurred_from as "from", occurred_to as "to", seq
    from deployment_status`;
}

function withTheirs(rows: readonly DeploymentRow[], statusRows: readonly StatusRow[]): readonly DeploymentFacts[] {
  const statuses = new Map<string, StatusFact[]>();
  for (const { deployment, from, to, ...rest } of statusRows) {
    statuses.set(deployment, [...(statuses.get(deployment) ?? []), { ...rest, at: { from, to } }]);
  }
  return rows.map((row) => withStatuses(row, statuses.get(row.deployment) ?? []));
}

function withStatuses({ requestedFrom: from, requestedTo: to, ...row }: DeploymentRow, unordered: readonly StatusFact[]): DeploymentFacts {
  const statuses = [...unordered].sort((a, b) => compareSequence(a.status, b.status));
  // A status may name another environment than the deployment was created for; the last word counts.
  const environment = statuses.at(-1)?.environment ?? row.environment;
  return { ...row, names: row.names ?? [], environment, requested: from !== null && to !== null ? { from, to } : null, statuses };
}
