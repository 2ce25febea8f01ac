import type { Sql } from '../../src/db/pool.js';

/** Tables of which a change has rows, with what must differ in each copy beside its names. */
const TABLES: Readonly<Record<string, string>> = {
  timeline_entry: `'seq', r.seq + n * s.size, 'event_id', encode(sha256((r.event_id || n)::bytea), 'hex')`,
  asset_step: `'seq', r.seq + n * s.size`,
  approval_step: `'seq', r.seq + n * s.size`,
  check_run: `'seq', r.seq + n * s.size`,
  ticket_field: `'seq', r.seq + n * s.size`,
  search_text: `'seq', r.seq + n * s.size, 'commitment', r.commitment || n`,
  change_record: '',
  change_wait: '',
  change_state: '',
  execution: '',
  ticket: '',
  ticket_key: '',
  unit_answer: '',
  verdict: '',
};

/** Copies all changes under other names until the ledger and the timeline have so many events; `sql` is the owner's. Answers how many. */
export async function copyUpTo(sql: Sql, events: number): Promise<number> {
  const [head] = await sql<{ size: number }[]>`select size from ledger_head`;
  const size = head?.size ?? 0;
  const copies = Math.ceil(events / size) - 1;
  const source = `generate_series(1, ${copies}) n cross join (select ${size}::bigint as size) s`;
  await sql.unsafe(`
    insert into ledger_event (seq, event_id, normaliser_version, recorded_at, core_digest, delivery, leaf, body)
    select r.seq + n * s.size, sha256(r.event_id || n::text::bytea), r.normaliser_version, r.recorded_at, r.core_digest, r.delivery, r.leaf, r.body
    from ledger_event r cross join ${source}`);
  for (const [table, own] of Object.entries(TABLES)) {
    await sql.unsafe(`
      insert into ${table}
      select x.*
      from ${table} r cross join ${source}
      cross join lateral jsonb_populate_record(null::${table},
        replace(replace(to_jsonb(r)::text, ':mainframe:', ':mainframe:' || n || '-'), 'ZCHG-', 'ZCHG' || n || '-')::jsonb || jsonb_build_object(${own})) x
      where to_jsonb(r)::text like '%:mainframe:%'`);
  }
  await sql.unsafe('vacuum analyze');
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ledger_event`;
  return row?.n ?? 0;
}
