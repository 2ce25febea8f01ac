import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { compareSequence, type DeploymentFacts, type StatusFact } from '../../correlate/index.js';

interface DeploymentRow {
  readonly deployment: string;
  readonly source: string;
  readonly repository: string | null;
  readonly environment: string | null;
  readonly sha: string | null;
  readonly gitRef: string | null;
  readonly productionMark: boolean | null;
  readonly creator: string | null;
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
  const rows = await tx<DeploymentRow[]>`${columns(tx)} where deployment = any(${names})`;
  const statuses = await tx<StatusRow[]>`${statusColumns(tx)} where deployment = any(${names})`;
  return together(rows, statuses);
}

/** All deployments of a repository. */
export async function loadDeploymentsOf(tx: Transaction, repository: string): Promise<readonly DeploymentFacts[]> {
  const rows = await tx<DeploymentRow[]>`${columns(tx)} where repository = ${repository}`;
  const statuses = await tx<StatusRow[]>`
    ${statusColumns(tx)} where deployment in (select deployment from deployment where repository = ${repository})`;
  return together(rows, statuses);
}

function columns(tx: Transaction) {
  return tx`
    select deployment, source, repository, environment, sha, git_ref as "gitRef", production_mark as "productionMark", creator,
      requested_from as "requestedFrom", requested_to as "requestedTo", requested_seq as "requestedSeq"
    from deployment`;
}

function statusColumns(tx: Transaction) {
  return tx`
    select deployment, status, kind, outcome, environment, occurred_from as "from", occurred_to as "to", seq
    from deployment_status`;
}

function together(rows: readonly DeploymentRow[], statusRows: readonly StatusRow[]): readonly DeploymentFacts[] {
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
  return { ...row, environment, requested: from !== null && to !== null ? { from, to } : null, statuses };
}
