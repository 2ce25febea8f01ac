import type { Transaction } from '../../db/pool.js';

/** By ticket, those that name it as their parent, or did. */
export async function loadBelow(tx: Transaction, tickets: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = idsOf(tickets);
  const rows = await tx<{ above: string; below: string }[]>`
    select distinct 'ticket:' || split_part(ticket, ':', 2) || ':' || (to_value #>> '{}') as above, ticket as below
    from ticket_field where field = 'parent' and (to_value #>> '{}') = any(${ids})
    order by 2`;
  const found = new Map<string, string[]>();
  for (const { above, below } of rows) found.set(above, [...(found.get(above) ?? []), below]);
  return found;
}

/** Changes that these tickets are linked to, stand below or above: what they are is part of the record of those. */
export async function changesAround(tx: Transaction, tickets: readonly string[]): Promise<readonly string[]> {
  const [names, ids] = [tickets as string[], idsOf(tickets)];
  const rows = await tx<{ ticket: string }[]>`
    select s.ticket
    from (
      select other as ticket from ticket_link where ticket = any(${names})
      union
      select ticket from ticket_link where other = any(${names})
      union
      select 'ticket:' || split_part(ticket, ':', 2) || ':' || (to_value #>> '{}') from ticket_field where field = 'parent' and ticket = any(${names})
      union
      select ticket from ticket_field
      where field = 'parent' and (to_value #>> '{}') = any(${ids}) and 'ticket:' || split_part(ticket, ':', 2) || ':' || (to_value #>> '{}') = any(${names})
    ) around
    join change_state s on s.ticket = around.ticket and s.recorded_to is null and s.is_change`;
  return rows.map(({ ticket }) => ticket);
}

/** As their source calls them. */
function idsOf(tickets: readonly string[]): string[] {
  return [...new Set(tickets.map((ticket) => ticket.slice(ticket.lastIndexOf(':') + 1)))];
}
