import type { Instant } from '#contract';
import type { Sql } from '../db/pool.js';
import type { ConfiguredSource, Hub } from './hub.js';
import type { Page, PageInput } from './page.js';
import { pagesOf } from './pages.js';

export type Health = 'STARTING' | 'HEALTHY' | 'WAITING' | 'REFUSED' | 'FAILING';

/** What the runtime knows of a configured source. */
export interface SourceRow {
  readonly name: string;
  readonly connector: string;
  readonly health: Health;
  readonly sentence: string;
  readonly clockOffsetMs: number | null;
  readonly deliveries: number;
  readonly refused: number;
  readonly lastRefusal: string | null;
  readonly lastDeliveryAt: Instant | null;
  readonly lastSuccessAt: Instant | null;
  /** Since the oldest completed pass of a stream, or the earliest moment up to which a sender says that it told all; null while there is none. */
  readonly lagSeconds: number | null;
  readonly pendingDeliveries: number;
  readonly doorbellsWaiting: number;
  readonly doorbellsFailing: number;
}
export interface StreamRow {
  readonly source: string;
  readonly stream: string;
  readonly label: string;
  readonly records: number;
  readonly total: number | null;
  readonly passes: number;
  readonly failures: number;
  readonly sentence: string | null;
  readonly nextAt: Instant;
  readonly completedAt: Instant | null;
}
export interface UnmappedRow {
  readonly source: string;
  readonly environment: string;
  readonly deployments: number;
}

/** The configured sources, and those that once reported, by name. */
export async function sources(hub: Pick<Hub, 'sql' | 'sources' | 'senders'>): Promise<SourceRow[]> {
  const rows = await sourceRows(hub.sql);
  const senders = hub.senders.map((name) => ({ name, connector: 'events', webhookOnly: [] }));
  const silent = [...hub.sources, ...senders].filter((source) => !rows.some((row) => row.name === source.name));
  return [...rows, ...silent.map(notYet)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function notYet({ name, connector }: ConfiguredSource): SourceRow {
  const nothing = { clockOffsetMs: null, lastRefusal: null, lastDeliveryAt: null, lastSuccessAt: null, lagSeconds: null };
  const none = { deliveries: 0, refused: 0, pendingDeliveries: 0, doorbellsWaiting: 0, doorbellsFailing: 0 };
  const sentence = connector === 'events' ? `${name} has pushed nothing yet.` : `${name} was not asked yet.`;
  return { name, connector, health: 'STARTING', sentence, ...nothing, ...none };
}

// A failing doorbell is one that was tried ten times.
async function sourceRows(sql: Sql): Promise<SourceRow[]> {
  return sql<SourceRow[]>`
    select s.source as name, s.connector, s.health, s.sentence, s.clock_offset_ms as "clockOffsetMs", s.deliveries, s.refused,
      s.last_refusal as "lastRefusal", s.last_delivery_at as "lastDeliveryAt", s.last_success_at as "lastSuccessAt",
      case when s.connector = 'events' then c.lag else t.lag end as "lagSeconds", i.n as "pendingDeliveries", d.waiting as "doorbellsWaiting", d.failing as "doorbellsFailing"
    from source_state s
    cross join lateral (
      select case when bool_and(completed_at is not null)
        then greatest(0, extract(epoch from clock_timestamp() - min(completed_at)))::int end as lag
      from source_stream where source = s.source and stream not like 'census:%'
    ) t
    cross join lateral (
      select greatest(0, extract(epoch from clock_timestamp() - min(up_to)))::int as lag from coverage where source = s.source
    ) c
    cross join lateral (select count(*)::int as n from inbox_delivery where source = s.source and state = 'PENDING') i
    cross join lateral (
      select count(*) filter (where attempts < 10)::int as waiting, count(*) filter (where attempts >= 10)::int as failing
      from inbox_doorbell where source = s.source
    ) d
    order by s.source
    limit 200`;
}

/** For each source one page of its streams, by name. */
export function streamsOf(sql: Sql, sources: readonly string[], input: PageInput): Promise<Page<StreamRow>[]> {
  const matching = sql`
    select source, stream, label, records, total, passes, failures, sentence, next_at as "nextAt", completed_at as "completedAt"
    from source_stream
    where source = w.source`;
  return pagesOf<StreamRow, StreamRow>(
    sql,
    {
      name: 'streams',
      kinds: ['text'],
      parents: sql`unnest(${sources as string[]}::text[])`,
      columns: sql`source`,
      matching,
      rows: ({ from, limit }) => sql`${matching} and stream > ${String(from?.[0] ?? '')} order by stream limit ${limit + 1}`,
      order: sql`p.stream`,
      keyOf: (row) => [row.stream],
      nodeOf: (row) => row,
    },
    input,
  );
}

/** Up to 200 environments of each source of which nobody said whether they are production, those with most deployments first. */
export async function unmappedEnvironments(sql: Sql, sources: readonly string[]): Promise<UnmappedRow[]> {
  return sql<UnmappedRow[]>`
    select source, environment, deployments
    from (
      select d.source, r.environment, count(*)::int as deployments,
        row_number() over (partition by d.source order by count(*) desc, r.environment) as place
      from deployment_range r
      join deployment d on d.deployment = r.deployment
      where r.recorded_to is null and r.standing = 'UNKNOWN' and d.source = any(${sources as string[]})
      group by d.source, r.environment
    ) u
    where place <= 200
    order by source, place`;
}
