import { describe, expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { judged } from '../company/arrival.js';
import { historyOf } from '../company/history.js';
import { MUTATORS } from '../company/mutators/index.js';
import { agree, type Question, requestedByDay } from './agree.js';
import { requestedInLedger, worldOf, zoneOf } from './recompute/index.js';

/** `SEED` makes it the same again. */
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

// The company begins on 3 March 2025, with a change every day or so. Clocks change in New York on 9 March, in Berlin on
// 30 March, and on Lord Howe, by half an hour, on 6 April.
const SPRING = { from: '2025-03-01', to: '2025-05-01' };
const QUESTIONS: readonly Question[] = [
  { days: SPRING, timeZone: 'Europe/Berlin', every: 'DAY', by: [] },
  { days: { from: '2025-03-05', to: '2025-04-16' }, timeZone: 'America/New_York', every: 'WEEK', by: ['SERVICE'] },
  { days: SPRING, timeZone: 'Australia/Lord_Howe', every: 'MONTH', by: ['ENVIRONMENT', 'CHANGE_TYPE'] },
  { days: { from: '2025-03-31', to: '2025-04-30' }, timeZone: 'Australia/Lord_Howe', every: 'DAY', by: ['RISK'] },
  { days: { from: '2025-02-10', to: '2025-05-20' }, timeZone: 'Europe/Berlin', every: 'QUARTER', by: ['TEAM', 'TICKET_TYPE'] },
  { days: { from: '2025-03-10', to: '2025-03-31' }, timeZone: 'Europe/Berlin', every: null, by: ['SERVICE'] },
];

describe('every figure of every report', () => {
  it(`is what plain loops over the tables say, whatever happened and in whatever order it arrived (SEED=${seed})`, async () => {
    const history = historyOf({ seed, changes: 30, mutators: MUTATORS, from: seed % 40 });
    const seen = { figures: 0, telling: 0 };
    await judged(history, undefined, async (url) => {
      const sql = openPool(url, { max: 4 });
      try {
        for (const question of QUESTIONS) {
          const found = await agree(sql, question);
          seen.figures += found.figures;
          seen.telling += found.telling;
        }
        for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']) {
          const tickets = new Set((await worldOf(sql)).records.filter(({ kind }) => kind === 'TICKET').map(({ change }) => change));
          expect(await requestedByDay(sql, SPRING, zone), zone).toEqual(await requestedInLedger(sql, zoneOf(zone), tickets));
        }
      } finally {
        await sql.end();
      }
    });
    console.log(`SEED=${seed}: ${seen.figures} figures compared, ${seen.telling} of them count something`);
    expect(seen.telling).toBeGreaterThan(300);
  }, 300_000);
});
