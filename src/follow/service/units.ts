import type { Transaction } from '../../db/pool.js';

/** What is judged together of a service: `service:pay`, blanks, colons and per cents in its name written as in an address. */
export function unitOf(service: string): string {
  return `service:${service.replace(/[%:\s]/g, encodeURIComponent)}`;
}

export function serviceOfUnit(unit: string): string {
  return decodeURIComponent(unit.slice('service:'.length));
}

export function isServiceUnit(unit: string): boolean {
  return unit.startsWith('service:');
}

/** What somebody or some tool tells of production past the deployments. */
export function isPastDeployments(ref: string): boolean {
  return /^(access|drift|incident):/.test(ref);
}

/** Where the sender names no service, it is the system itself, or all that the source speaks of. */
export const ACCESSED = 'coalesce(service, system, source)';
export const DRIFTED = 'coalesce(service, source)';

/** The collection under which services wait for what they were judged by. */
export const HAPPENED = 'happened';

/** What became other just now. */
export interface Touched {
  /** Accesses, drifts and incidents, and units of services themselves. */
  readonly named: readonly string[];
  readonly services: readonly string[];
  readonly tickets: readonly string[];
}

/** The services that are judged by these. */
export async function servicesTouched(tx: Transaction, { named, services, tickets }: Touched): Promise<readonly string[]> {
  const refs = named.filter(isPastDeployments);
  const units = named.filter(isServiceUnit).map(serviceOfUnit);
  const rows = await tx.unsafe<{ service: string }[]>(SERVICES, [refs, [...services], [...tickets], HAPPENED]);
  return [...new Set([...units, ...rows.map(({ service }) => (isServiceUnit(service) ? serviceOfUnit(service) : service))])].sort();
}

const SERVICES = `
  with happened as (
    select access as ref, ${ACCESSED} as service from production_access
    union all
    select drift, ${DRIFTED} from drift)
  select service from happened where ref = any($1)
  union
  select unit from awaiting where collection = $4 and item = any($1)
  union
  select h.service from incident i join happened h on i.service is null or h.service = i.service where i.incident = any($1)
  union
  select service from happened where service = any($2)
  union
  select h.service from ticket_mention m join happened h on h.ref = m.from_ref
  where m.ticket = any($3) or m.key in (select key from ticket_key where ticket = any($3) and key <> '')
  union
  select h.service from change_state s join happened h on h.service = any(s.services)
  where s.ticket = any($3) and s.recorded_to is null`;
