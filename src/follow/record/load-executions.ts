import type { Instant } from '#contract';
import type { ExecutionFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';

export interface ExecutionRow extends Omit<ExecutionFacts, 'start' | 'end'> {
  readonly change: string;
  readonly startFrom: Instant;
  readonly startTo: Instant;
  readonly endFrom: Instant | null;
  readonly endTo: Instant | null;
}

export type ByChange<T> = ReadonlyMap<string, readonly T[]>;

/** The implementations of changes by deployments, the earliest first: a redeployment or rollback is none (`controls.md`, Terms: Implementation). */
export async function loadImplementations(tx: Transaction, tickets: readonly string[]): Promise<ByChange<ExecutionFacts>> {
  return byChange(
    await tx<ExecutionRow[]>`
      select l.to_ref as change, ${executionColumns(tx)}
      from (select distinct from_ref, to_ref from link where to_ref = any(${tickets as string[]}) and strength = 'CARRIED' and recorded_to is null) l
      join deployment_range r on r.deployment = l.from_ref and r.recorded_to is null
      join deployment d on d.deployment = r.deployment
      where r.standing = 'PRODUCTION' and r.start_from is not null and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES')
      order by r.start_from, r.start_to, r.deployment`,
  );
}

/** The production deployments that took commits of changes out, the earliest first. */
export async function loadBackOuts(tx: Transaction, tickets: readonly string[]): Promise<ByChange<ExecutionFacts>> {
  return byChange(
    await tx<ExecutionRow[]>`
      select t.change, ${executionColumns(tx)}
      from deployment_range r
      cross join lateral (select change from unnest(r.takes_out_changes) as t (change) where change = any(${tickets as string[]})) t
      join deployment d on d.deployment = r.deployment
      where r.takes_out_changes && ${tickets as string[]} and r.recorded_to is null and r.standing = 'PRODUCTION' and r.start_from is not null
      order by r.start_from, r.start_to, r.deployment`,
  );
}

export function executionColumns(tx: Transaction) {
  return tx`
    r.deployment, d.source, d.repository, r.service, r.environment, r.start_from as "startFrom", r.start_to as "startTo", r.end_from as "endFrom",
    r.end_to as "endTo", r.outcome, d.creator as starter,
    array(
      select d.requested_seq where d.requested_seq is not null
      union all select s.seq from deployment_status s where s.deployment = r.deployment
      order by 1) as events`;
}

export function byChange(rows: readonly ExecutionRow[]): ByChange<ExecutionFacts> {
  const found = new Map<string, ExecutionFacts[]>();
  for (const { change, startFrom, startTo, endFrom, endTo, ...row } of rows) {
    const end = endFrom !== null && endTo !== null ? { from: endFrom, to: endTo } : null;
    const one = { ...row, events: row.events.map(Number), start: { from: startFrom, to: startTo }, end };
    found.set(change, [...(found.get(change) ?? []), one]);
  }
  return found;
}
