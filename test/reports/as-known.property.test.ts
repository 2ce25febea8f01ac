import { describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { rebuild } from '../../src/follow/index.js';
import { knownAt, report, REPORT_NAMES, reportTable } from '../../src/read/index.js';
import { judged } from '../company/arrival.js';
import { historyOf } from '../company/history.js';
import { MUTATORS } from '../company/mutators/index.js';
import { momentsIn } from '../pipeline/as-known.js';
import { randomOf } from '../pipeline/single-records.js';
import { VIEWER } from './agree.js';
import { seedsOf } from '../setup/seeds.js';

const PERIOD = { from: '2025-03-01', to: '2025-05-01', zone: 'Europe/Berlin' };
const MOMENTS = 5;

/** Everything that the reports say, but who made them and when; `at` is their moment. */
async function said(sql: Sql, at: string): Promise<unknown> {
  const asked = await report(sql, VIEWER, { period: PERIOD, every: 'WEEK', by: ['SERVICE', 'RISK'], knownAt: at as never });
  const all: unknown[] = [];
  for (const name of REPORT_NAMES) {
    const { totals, rows, provenance } = await reportTable(asked, name);
    const { madeAt: _, ledger: __, ...origin } = await provenance();
    all.push({ name, origin, rows: [...totals, ...rows].map((row) => [row.isPartial, row.said()]) });
  }
  return JSON.parse(JSON.stringify(all));
}

describe('a report as it was known', () => {
  it.each(seedsOf())(
    'is at any moment what a hub says that followed the same ledger up to it and no further (SEED=%i)',
    async (seed) => {
      const history = historyOf({ seed, changes: 10, mutators: MUTATORS, from: seed % 40 });
      const answers = new Set<string>();
      await judged(history, undefined, async (url) => {
        const sql = openPool(url, { max: 4 });
        try {
          const random = randomOf(seed);
          const choices = Array.from({ length: MOMENTS }, () => random());
          for (const at of await momentsIn(sql, choices)) {
            const told = await said(await knownAt(sql, at as never), at);
            const [last] = await sql<{ seq: number }[]>`select max(seq) as seq from ledger_event where recorded_at <= ${at}`;
            const replayed = await rebuild(url, { at: Number(last?.seq ?? -1), clock: at as never }, (temporary) => said(temporary, at));
            expect(told, `knownAt ${at}`).toEqual(replayed);
            answers.add(JSON.stringify(told));
          }
        } finally {
          await sql.end();
        }
      });
      // A ledger of which all moments say the same would show nothing.
      expect(answers.size).toBeGreaterThan(1);
    },
    240_000,
  );
});
