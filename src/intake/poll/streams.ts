import type { Json, Stream } from '#contract';
import type { Sql, Transaction } from '../../db/pool.js';

/** Where the reading of a stream stands. */
export interface Standing {
  readonly stream: string;
  readonly cursor: Json | null;
  readonly failures: number;
  readonly passes: number;
  /** By a person. */
  readonly requested: boolean;
}

/** Notes the streams of a source; what is known of a stream stays. */
export async function noteStreams(sql: Sql, source: string, streams: readonly Stream[]): Promise<void> {
  await sql`
    insert into source_stream (source, stream, label)
    select ${source}, stream, label
    from unnest(
      ${sql.array(
        streams.map((one) => one.name),
        1009,
      )}::text[],
      ${sql.array(
        streams.map((one) => one.label),
        1009,
      )}::text[]
    ) as noted (stream, label)
    on conflict (source, stream) do update set label = excluded.label`;
}

/** The streams of the source whose time has come, by name. */
export async function dueStreams(sql: Sql, source: string): Promise<Map<string, Standing>> {
  const rows = await sql<Standing[]>`
    select stream, cursor, failures, passes, requested_at is not null as requested
    from source_stream
    where source = ${source} and next_at <= clock_timestamp()`;
  return new Map(rows.map((row) => [row.stream, row]));
}

/** Counts from nought for a new pass; a first reading that was interrupted goes on counting. */
export async function beginPass(sql: Sql, source: string, standing: Standing): Promise<void> {
  if (standing.passes === 0) return;
  await sql`
    update source_stream
    set pages = 0, records = 0, total = null
    where source = ${source} and stream = ${standing.stream}`;
}

export interface Progress {
  readonly records: number;
  readonly total: number | null;
}

/** Moves the cursor, within the transaction that keeps its page. */
export async function moveCursor(
  tx: Transaction,
  at: { readonly source: string; readonly stream: string },
  page: { readonly cursor: Json; readonly records: number; readonly total: number | null },
): Promise<Progress> {
  const [row] = await tx<Progress[]>`
    update source_stream
    set
      cursor = ${JSON.stringify(page.cursor)}::text::jsonb,
      pages = pages + 1,
      records = records + ${page.records},
      total = coalesce(${page.total}::bigint, total)
    where source = ${at.source} and stream = ${at.stream}
    returning records, total`;
  return row ?? { records: page.records, total: page.total };
}

/** True when this was the first complete pass. */
export async function endPass(sql: Sql, source: string, stream: string, nextMs: number): Promise<boolean> {
  const [row] = await sql<{ passes: number }[]>`
    update source_stream
    set
      passes = passes + 1,
      failures = 0,
      sentence = null,
      requested_at = null,
      completed_at = clock_timestamp(),
      next_at = clock_timestamp() + ${nextMs} * interval '1 millisecond'
    where source = ${source} and stream = ${stream}
    returning passes`;
  return row?.passes === 1;
}

/** Ends passes for which nothing had to be read. */
export async function endUnmoved(sql: Sql, source: string, streams: readonly string[], nextMs: number): Promise<void> {
  await sql`
    update source_stream
    set
      passes = passes + 1,
      pages = 0,
      records = 0,
      total = null,
      completed_at = clock_timestamp(),
      next_at = clock_timestamp() + ${nextMs} * interval '1 millisecond'
    where source = ${source} and stream = any(${sql.array([...streams], 1009)}::text[])`;
}

/** Has streams read at once, but for those that are failing: they wait for their turn. */
export async function wakeStreams(tx: Transaction, source: string, streams: readonly string[]): Promise<void> {
  if (streams.length === 0) return;
  await tx`
    update source_stream
    set next_at = clock_timestamp()
    where source = ${source} and failures = 0 and stream = any(${tx.array([...streams], 1009)}::text[])`;
}

export async function putOff(
  sql: Sql,
  at: { readonly source: string; readonly stream: string },
  failure: { readonly sentence: string; readonly nextMs: number },
): Promise<void> {
  await sql`
    update source_stream
    set
      failures = failures + 1,
      sentence = ${failure.sentence},
      next_at = clock_timestamp() + ${failure.nextMs} * interval '1 millisecond'
    where source = ${at.source} and stream = ${at.stream}`;
}

/** Has a source, or one stream of it, read now; a census only by its name (`census:tickets`). Gives how many streams that concerns: 0 when there is none of that name. */
export async function requestSync(sql: Sql, source: string, stream?: string): Promise<number> {
  const rows = await sql`
    update source_stream
    set next_at = clock_timestamp(), requested_at = clock_timestamp()
    where source = ${source} and case when ${stream ?? null}::text is null then stream not like 'census:%' else stream = ${stream ?? null} end
    returning stream`;
  await sql`select pg_notify('sync', ${source})`;
  return rows.length;
}
