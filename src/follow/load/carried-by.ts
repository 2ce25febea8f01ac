import type { Interval } from '#contract';
import type { Transaction } from '../../db/pool.js';
import { commitName } from './code.js';

/** A production deployment that carries a change. */
export interface CarriedBy {
  readonly deployment: string;
  readonly service: string;
  readonly environment: string;
  readonly start: Interval;
  readonly end: Interval | null;
  readonly outcome: string;
  /** What it carries is not decided. */
  readonly isOpen: boolean;
}

/** Of commits named with a deployment in the place of the repository, those that it carries. */
export async function loadCarrying(tx: Transaction, names: readonly string[]): Promise<ReadonlyMap<string, true>> {
  const parts = names.map((name) => name.lastIndexOf(' '));
  const deployments = names.map((name, nth) => name.slice(0, parts[nth]));
  const shas = names.map((name, nth) => name.slice((parts[nth] ?? 0) + 1));
  const rows = await tx<{ deployment: string; sha: string }[]>`
    select c.deployment, c.sha
    from unnest(${deployments}::text[], ${shas}::text[]) as named (deployment, sha)
    join deployment_commit c on c.deployment = named.deployment and c.direction = 'CARRIES' and c.sha = named.sha and c.recorded_to is null`;
  return new Map(rows.map(({ deployment, sha }) => [commitName(deployment, sha), true]));
}
