import type { Sql, Transaction } from '../../db/pool.js';
import type { Ground } from './ground.js';
import type { Sweep } from './sweep.js';

/** A first reading ends before its census begins; what came meanwhile has been followed by then. */
const FIRST_MS = 10 * 60_000;

/** Notes the censuses of a source among its streams, where their progress stands; what is known of one stays. */
export async function noteCensuses(sql: Sql, source: string, grounds: readonly Ground[]): Promise<void> {
  if (grounds.length === 0) return;
  const texts = (of: (ground: Ground) => string) => sql.array(grounds.map(of), 1009);
  await sql`
    insert into source_stream (source, stream, label, next_at)
    select ${source}, stream, label, clock_timestamp() + ${FIRST_MS} * interval '1 millisecond'
    from unnest(${texts(({ name }) => name)}::text[], ${texts(({ label }) => label)}::text[]) as noted (stream, label)
    on conflict (source, stream) do update set label = excluded.label`;
}

/** Whether every stream was read to its end, and everything that was read has become events. */
export async function isReadToTheEnd(sql: Sql, source: string, { streams }: Ground): Promise<boolean> {
  const names = sql.array(
    streams.map(({ name }) => name),
    1009,
  );
  const [row] = await sql<{ read: boolean }[]>`
    select
      (select coalesce(bool_and(passes > 0 and sentence is null), false) from source_stream
        where source = ${source} and stream = any(${names}::text[]))
      and not exists (select from inbox_delivery where source = ${source} and state = 'PENDING') as read`;
  return row?.read ?? false;
}

/** Where the sweep stands, within the transaction that rings for what it found. */
export async function moveSweep(
  tx: Transaction,
  at: { readonly source: string; readonly stream: string },
  { sweep, isOver, nextMs }: { readonly sweep: Sweep; readonly isOver: boolean; readonly nextMs: number },
): Promise<void> {
  await tx`
    update source_stream
    set
      cursor = ${JSON.stringify(sweep)}::text::jsonb,
      pages = pages + 1,
      records = ${sweep.there},
      passes = passes + ${isOver ? 1 : 0},
      failures = 0,
      sentence = null,
      completed_at = case when ${isOver} then clock_timestamp() else completed_at end,
      requested_at = case when ${isOver} then null else requested_at end,
      next_at = clock_timestamp() + ${nextMs} * interval '1 millisecond'
    where source = ${at.source} and stream = ${at.stream}`;
}
