import type { Instant, Interval } from '#contract';
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

interface CarriedByRow extends Omit<CarriedBy, 'start' | 'end'> {
  readonly ticket: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly endFrom: Instant | null;
  readonly endTo: Instant | null;
}

/** The implementations of changes by deployments, the earliest first: a redeployment or rollback is none (`controls.md`, Terms: Implementation). */
export async function loadCarriedBy(tx: Transaction, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly CarriedBy[]>> {
  const rows = await tx<CarriedByRow[]>`
    select distinct l.to_ref as ticket, r.deployment, r.service, r.environment, r.start_from as "from", r.start_to as "to",
      r.end_from as "endFrom", r.end_to as "endTo", r.outcome, r.undecided <> '{}' as "isOpen"
    from link l join deployment_range r on r.deployment = l.from_ref and r.recorded_to is null
    where l.to_ref = any(${tickets as string[]}) and l.strength = 'CARRIED' and l.recorded_to is null
      and r.standing = 'PRODUCTION' and r.start_from is not null and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES')
    order by r.start_from, r.start_to, r.deployment`;
  const found = new Map<string, CarriedBy[]>();
  for (const { ticket, from, to, endFrom, endTo, ...row } of rows) {
    const end = endFrom !== null && endTo !== null ? { from: endFrom, to: endTo } : null;
    found.set(ticket, [...(found.get(ticket) ?? []), { ...row, start: { from, to }, end }]);
  }
  return found;
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
