import type { Sql } from '../../db/pool.js';
import { sources, type SourceRow } from '../../read/index.js';
import type { Condition } from './condition.js';
import type { Watched, WatchedSource } from './watched.js';

/** A complete reading may be so old, and as old as the operator wants it between two, before the source counts as lagging. */
const LAG_S = 3_600;

/** Sources that refuse, fail or lag. */
export async function troubledSources({ sql, sources: watched }: Pick<Watched, 'sql' | 'sources'>): Promise<Condition[]> {
  const rows = await sources({ sql, sources: [], senders: [] });
  return watched.flatMap((source) => rows.filter((row) => row.name === source.name).flatMap((row) => ofSource(source, row)));
}

function ofSource({ name, pollSeconds }: WatchedSource, { health, sentence, lagSeconds }: SourceRow): Condition[] {
  const lagging = (lagSeconds ?? 0) > LAG_S + pollSeconds;
  return [
    ...(health === 'REFUSED' ? [{ kind: 'SOURCE_REFUSED' as const, of: name, sentence }] : []),
    ...(health === 'FAILING' ? [{ kind: 'SOURCE_FAILING' as const, of: name, sentence }] : []),
    ...(lagging ? [{ kind: 'SOURCE_LAGGING' as const, of: name, sentence: lagSentence(name, lagSeconds ?? 0) }] : []),
  ];
}

function lagSentence(name: string, seconds: number): string {
  return `${name} was last read completely ${Math.round(seconds / 60)} minutes ago. The query sources tells which stream is behind, and why.`;
}

/** Sources with records that were not understood. */
export async function quarantines(sql: Sql): Promise<Condition[]> {
  const rows = await sql<{ source: string; records: number }[]>`
    select source, count(*)::int as records from inbox_record where state = 'QUARANTINED' group by source`;
  return rows.map(({ source, records }) => ({
    kind: 'QUARANTINE',
    of: source,
    sentence: `${records === 1 ? '1 record' : `${records} records`} of ${source} could not be understood. Its quarantine says why; replay reads them again.`,
  }));
}

/** Sources that list something else than the hub has. */
export async function differingCensuses(sql: Sql): Promise<Condition[]> {
  const rows = await sql<{ source: string; reason: string | null }[]>`
    select source, min(reason) as reason from coverage where state = 'DIFFERS' group by source`;
  return rows.map(({ source, reason }) => ({
    kind: 'CENSUS_DIFFERS',
    of: source,
    sentence: reason ?? `What ${source} lists differs from what the hub has.`,
  }));
}

/**
 * Sources of which polling brought news within a day, and no webhook did for a day: then facts that only webhooks bring
 * are being lost. A page without news is not kept, so a quiet source is no silent hook.
 */
export async function silentHooks({ sql, sources: watched }: Pick<Watched, 'sql' | 'sources'>): Promise<Condition[]> {
  const expected = watched.filter(({ hasHook }) => hasHook).map(({ name }) => name);
  const rows = await sql<{ source: string }[]>`
    select w.source
    from unnest(${expected}::text[]) as w (source)
    join source_state s using (source)
    where coalesce(s.last_delivery_at, '-infinity') < clock_timestamp() - interval '1 day'
      and exists (select from inbox_delivery d
        where d.source = w.source and d.door = 'POLL' and d.received_at > clock_timestamp() - interval '1 day')
      and exists (select from inbox_delivery d
        where d.source = w.source and d.received_at < clock_timestamp() - interval '1 day')`;
  return rows.map(({ source }) => ({
    kind: 'HOOK_SILENT',
    of: source,
    sentence: `Polling brought news of ${source} within a day, and no webhook did. Look at the deliveries that the tool shows for its webhook.`,
  }));
}
