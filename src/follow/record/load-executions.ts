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

export function executionColumns(tx: Transaction) {
  return tx`
    r.deployment, d.source, d.repository, r.service, r.environment, r.start_from as "startFrom", r.start_to as "startTo", r.end_from as "endFrom",
    r.end_to as "endTo", r.outcome, d.creator as starter,
    array(
      select d.requested_seq where d.requested_seq is not null
      union all select s.seq from deployment_status s where s.deployment = r.deployment
      order by 1) as events`;
}

/** What is written of a deployment, each sought by its key, which `limit 1` makes sure of: else all that stands is read for one of them. */
export function itsRows(tx: Transaction, deployment: ReturnType<Transaction>) {
  return tx`
    cross join lateral (select r.* from deployment_range r where r.deployment = ${deployment} and r.recorded_to is null limit 1) r
    cross join lateral (select d.* from deployment d where d.deployment = ${deployment} limit 1) d`;
}

export function byChange(rows: readonly ExecutionRow[]): ByChange<ExecutionFacts> {
  const found = new Map<string, ExecutionFacts[]>();
  for (const { change, ...row } of rows) found.set(change, [...(found.get(change) ?? []), executionOf(row)]);
  return found;
}

export function executionOf({ startFrom, startTo, endFrom, endTo, ...row }: Omit<ExecutionRow, 'change'>): ExecutionFacts {
  const end = endFrom !== null && endTo !== null ? { from: endFrom, to: endTo } : null;
  return { ...row, events: row.events.map(Number), start: { from: startFrom, to: startTo }, end };
}
