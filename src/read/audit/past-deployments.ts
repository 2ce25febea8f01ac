import type { Instant } from '#contract';
import type { Sql } from '../../db/pool.js';
import { PAST_DEPLOYMENTS, type PastDeployments } from '../../evidence/audit/index.js';

type Row = Omit<PastDeployments, 'service'> & { readonly unit: string };

/** What stands about services of which something reached production in [from, to) past the deployments, by service and rule. */
export async function saidOfServices(
  sql: Sql,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<readonly PastDeployments[]> {
  const rows = await sql<Row[]>`
    select v.unit, v.rule, v.answer, v.sentence, e.events, e.first_at as "firstAt"
    from verdict v
    cross join lateral (
      select array_agg(t.seq order by t.seq) as events, min(t.occurred_from) as first_at
      from timeline_entry t
      where t.seq = any(v.events) and t.type in ('production.accessed', 'infrastructure.drifted')
        and t.occurred_from >= ${from}::timestamptz and t.occurred_from < ${to}::timestamptz) e
    where v.rule = any(${PAST_DEPLOYMENTS as string[]}) and v.recorded_to is null and e.events is not null
    order by v.unit, v.rule`;
  return rows.map(({ unit, events, ...said }) => ({ ...said, service: serviceOf(unit), events: events.map(Number) }));
}

/** `service:<name>`, as following writes it. */
function serviceOf(unit: string): string {
  return decodeURIComponent(unit.slice('service:'.length));
}
