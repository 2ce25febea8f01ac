import type { Instant } from '#contract';
import type { Transaction } from '../../db/pool.js';

/** A production deployment that carries a change. */
export interface CarriedBy {
  readonly deployment: string;
  readonly service: string;
  readonly environment: string;
}

/** The implementations of changes by deployments, the earliest first: a redeployment or rollback is none (`controls.md`, Terms: Implementation). */
export async function loadCarriedBy(tx: Transaction, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly CarriedBy[]>> {
  const rows = await tx<(CarriedBy & { ticket: string; from: Instant; to: Instant })[]>`
    select distinct l.to_ref as ticket, r.deployment, r.service, r.environment, r.start_from as "from", r.start_to as "to"
    from link l join deployment_range r on r.deployment = l.from_ref and r.recorded_to is null
    where l.to_ref = any(${tickets as string[]}) and l.strength = 'CARRIED' and l.recorded_to is null
      and r.standing = 'PRODUCTION' and r.start_from is not null and r.relation not in ('REDEPLOYMENT', 'ROLLBACK', 'CORROBORATES')
    order by r.start_from, r.start_to, r.deployment`;
  const found = new Map<string, CarriedBy[]>();
  for (const { ticket, deployment, service, environment } of rows) {
    found.set(ticket, [...(found.get(ticket) ?? []), { deployment, service, environment }]);
  }
  return found;
}
