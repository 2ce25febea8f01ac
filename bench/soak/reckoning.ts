import type { Sql } from '../../src/db/pool.js';
import { type LedgerKey, verifyLedger } from '../../src/ledger/index.js';
import { deliveryOf, subjectOf } from './release.js';

/** What is wrong; empty when every delivery that got its 202 is in the inbox once, under that id, and its event in the timeline once. */
export async function missingOrDoubled(sql: Sql, kept: ReadonlyMap<number, string>): Promise<readonly string[]> {
  const inbox = await sql<{ guid: string; ids: string[] }[]>`
    select headers ->> 'x-github-delivery' as guid, array_agg(id::text) as ids from inbox_delivery where door = 'WEBHOOK' group by 1`;
  const ids = new Map(inbox.map(({ guid, ids: all }) => [guid, all]));
  const counts = await timelineCounts(sql);
  return [...kept].flatMap(([release, id]) => {
    const found = ids.get(deliveryOf(release)) ?? [];
    const events = counts.get(subjectOf(release)) ?? 0;
    return [
      ...(found.length === 1 && found[0] === id
        ? []
        : [`Release ${release} was kept as ${id}, and the inbox has ${found.join(', ') || 'nothing'}.`]),
      ...(events === 1 ? [] : [`Release ${release} is in the timeline ${events} times.`]),
    ];
  });
}

export async function timelineCounts(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<{ subject: string; count: number }[]>`
    select subject, count(*) as count from timeline_entry where type = 'release.published' group by subject`;
  return new Map(rows.map(({ subject, count }) => [subject, count]));
}

/** What is wrong with numbers and moments: a gap, a number twice, a moment that two transactions share or that does not grow. */
export async function disorder(sql: Sql, key: LedgerKey): Promise<readonly string[]> {
  const [row] = await sql<{ events: number; first: number; last: number; facts: number; size: number; disordered: number }[]>`
    with leaf as (
      select seq, recorded_at, xmin::text as tx, lag(recorded_at) over w as before, lag(xmin::text) over w as tx_before
      from ledger_event window w as (order by seq))
    select count(*) as events, min(seq) as first, max(seq) as last, (select size from ledger_head) as size,
      (select count(distinct (event_id, normaliser_version)) from ledger_event) as facts,
      count(*) filter (where (tx = tx_before) <> (recorded_at = before) or recorded_at < before) as disordered
    from leaf`;
  if (!row || row.events === 0) return ['The ledger is empty.'];
  const verified = await verifyLedger(sql, { key });
  return [
    ...(row.first === 0 && row.last === row.events - 1 && row.size === row.events ? [] : [`Numbers have a gap: ${JSON.stringify(row)}.`]),
    ...(row.facts === row.events ? [] : [`${row.events - row.facts} events are there twice.`]),
    ...(row.disordered === 0 ? [] : [`${row.disordered} times a moment does not grow from one transaction to the next.`]),
    ...(verified.ok ? [] : [verified.sentence]),
  ];
}
