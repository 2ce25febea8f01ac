import type { Instant } from '#contract';
import type { NamedIncident, TicketFacts } from '../../correlate/index.js';
import type { Transaction } from '../../db/pool.js';
import { together } from '../../db/together.js';
import { grouped } from './gather.js';
import { loadTickets } from './tickets.js';

interface IncidentRow extends Omit<NamedIncident, 'opened'> {
  readonly ticket: string;
  readonly openedFrom: Instant | null;
  readonly openedTo: Instant | null;
}

/** Tickets by ref (`loadTickets`), with the recorded incidents that they refer to. */
export async function loadTicketsWithIncidents(tx: Transaction, tickets: readonly string[]): Promise<ReadonlyMap<string, TicketFacts>> {
  if (tickets.length === 0) return new Map();
  const [known, rows] = await together([loadTickets(tx, tickets), incidentRows(tx, tickets as string[])]);
  const of = grouped(rows, (row) => row.ticket);
  return new Map(
    [...known].map(([name, ticket]) => [name, of.has(name) ? { ...ticket, incidents: of.get(name)!.map(incidentOf) } : ticket]),
  );
}

function incidentOf({ ticket: _, openedFrom: from, openedTo: to, ...row }: IncidentRow): NamedIncident {
  return { ...row, opened: from !== null && to !== null ? { from, to } : null };
}

/** Linked to the ticket by its own source, or naming it as the change that they are about. */
function incidentRows(tx: Transaction, tickets: string[]): Promise<readonly IncidentRow[]> {
  return tx<IncidentRow[]>`
    with said as (
      select ticket, other as incident, link_type, 'ticket.linked' as by, seq
      from ticket_link where ticket = any(${tickets}) and other like 'incident:%'
      union
      select m.ticket, m.from_ref, 'change', case m.place when 'change' then 'incident.opened' else 'incident.resolved' end, m.seq
      from ticket_mention m
      where m.ticket = any(${tickets}) and m.from_ref like 'incident:%' and m.method = 'RELATION'
      union
      select k.ticket, m.from_ref, 'change', case m.place when 'change' then 'incident.opened' else 'incident.resolved' end, m.seq
      from ticket_key k join ticket_mention m on m.key = k.key
      where k.ticket = any(${tickets}) and m.key <> '' and m.from_ref like 'incident:%' and m.method = 'RELATION')
    select s.ticket, i.incident, i.source, i.number, s.link_type as "linkType", s.by, s.seq, i.opened_from as "openedFrom", i.opened_to as "openedTo"
    from said s join incident i using (incident)
    order by s.ticket, i.incident, s.by, s.link_type, s.seq`;
}

/** Tickets that refer to these incidents, and the deployments that are linked to those. */
export async function byIncidents(tx: Transaction, incidents: string[]): Promise<readonly { readonly deployment: string }[]> {
  if (incidents.length === 0) return [];
  return tx<{ deployment: string }[]>`
    with about as (
      select ticket from ticket_link where other = any(${incidents})
      union
      select coalesce(nullif(m.ticket, ''), k.ticket) from ticket_mention m left join ticket_key k on m.key <> '' and k.key = m.key
      where m.from_ref = any(${incidents}))
    select ticket as deployment from about where ticket is not null
    union
    select l.from_ref from link l join about on about.ticket = l.to_ref where l.recorded_to is null`;
}
