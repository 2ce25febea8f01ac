import { openPool, type Sql } from '../../../src/db/pool.js';

const began = new Date().toISOString();
type Named = ReadonlyMap<string, unknown>;

/** Every record as it stands, its events by their ids: numbers are as they came. */
export function recordsIn(url: string): Promise<Named> {
  return opened(url, async (sql, ids) => {
    const rows = await sql<{ change: string; record: unknown }[]>`
      select change, to_jsonb(r) - 'recorded_from' as record from change_record r where recorded_to is null order by change`;
    return new Map(rows.map(({ change, record }) => [change, named(record, ids)]));
  });
}

/** The same of verdicts, links and what tickets are as changes. */
export function verdictsAndLinksIn(url: string): Promise<Named> {
  return opened(url, async (sql, ids) => {
    const rows = await sql<{ name: string; row: unknown }[]>`
      select concat_ws(' ', 'verdict', rule, subject) as name, to_jsonb(v) - 'recorded_from' - 'cause' as row from verdict v where recorded_to is null
      union all
      select concat_ws(' ', 'link', from_ref, to_ref, method), to_jsonb(l) - 'recorded_from' from link l where recorded_to is null
      union all
      select concat_ws(' ', 'state', ticket), to_jsonb(s) - 'recorded_from' from change_state s where recorded_to is null
      order by 1`;
    return new Map(rows.map(({ name, row }) => [name, named(row, ids)]));
  });
}

async function opened(url: string, read: (sql: Sql, ids: ReadonlyMap<number, string>) => Promise<Named>): Promise<Named> {
  const sql = openPool(url, { max: 1 });
  try {
    // What people say is told apart by when they say it.
    const events = await sql<{ seq: number; id: string }[]>`
      select seq, case when type ~ '^(link|person|policy)[.]' then type || ' ' || subject else event_id end as id from timeline_entry`;
    return await read(sql, new Map(events.map(({ seq, id }) => [seq, id])));
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Numbers of events. */
const NUMBERS = /(^|_)seqs?$|^events$/;

function named(value: unknown, ids: ReadonlyMap<number, string>, key = ''): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one: unknown) => named(one, ids, key));
    return NUMBERS.test(key) ? all.sort() : all;
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one, ids, name)]));
  // A commitment is made with a random salt.
  if (key === 'commitment' && value !== null) return 'a text';
  // Bounds that readings give are by the hub's own clock.
  if (typeof value === 'string') return value.replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)/g, (at) => (at > began ? 'a reading' : at));
  return NUMBERS.test(key) && typeof value === 'number' ? ids.get(value) : value;
}
