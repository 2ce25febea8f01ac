import { describe, expect, it } from 'vitest';
import { openPool } from '../../../src/db/pool.js';
import { judged } from '../../company/arrival.js';
import { historyOf } from '../../company/history.js';
import { MUTATORS } from '../../company/mutators/index.js';
import { Random } from '../../company/random.js';

/** `SEED` makes it the same again, `CHANGES` makes it long. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const changes = Number(process.env['CHANGES'] ?? 20);

const began = new Date().toISOString();

/** Every record as it stands, its events by their ids: numbers are as they came. */
async function recordsIn(url: string): Promise<ReadonlyMap<string, unknown>> {
  const sql = openPool(url, { max: 1 });
  try {
    const ids = new Map(
      (await sql<{ seq: number; id: string }[]>`select seq, event_id as id from timeline_entry`).map(({ seq, id }) => [seq, id]),
    );
    const rows = await sql<{ change: string; record: unknown }[]>`
      select change, to_jsonb(r) - 'recorded_from' as record from change_record r where recorded_to is null order by change`;
    return new Map(rows.map(({ change, record }) => [change, named(record, ids)]));
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function named(value: unknown, ids: ReadonlyMap<number, string>, key = ''): unknown {
  if (Array.isArray(value)) {
    const all = value.map((one) => (key === 'seqs' ? ids.get(Number(one)) : named(one, ids)));
    return key === 'seqs' ? all.sort() : all;
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one, ids, name)]));
  // A commitment is made with a random salt.
  if (key === 'commitment' && value !== null) return 'a text';
  // Bounds that readings give are by the hub's own clock.
  if (typeof value === 'string') return value.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => (at > began ? 'a reading' : at));
  return key === 'seq' && value !== null ? ids.get(Number(value)) : value;
}

describe('the records of a random company', () => {
  it(`are the same whatever the order in which its facts came (SEED=${seed})`, async () => {
    const told = { seed, changes, mutators: MUTATORS, clean: 0.3 };
    const found: ReadonlyMap<string, unknown>[] = [];
    for (const order of [1, 2]) {
      await judged(
        { ...historyOf(told), random: new Random(seed + order) },
        undefined,
        async (url) => void found.push(await recordsIn(url)),
      );
    }
    const [one, other] = found;
    expect([...one!.keys()]).toEqual([...other!.keys()]);
    expect(one!.size).toBeGreaterThanOrEqual(changes / 2);
    for (const [change, record] of one!) expect({ change, record: other!.get(change) }).toEqual({ change, record });
    const kinds = new Set([...one!.values()].map((record) => (record as { kind: string }).kind));
    expect(kinds.has('TICKET')).toBe(true);
  }, 300_000);
});
