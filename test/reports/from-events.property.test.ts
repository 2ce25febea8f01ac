import { describe, expect, it } from 'vitest';
import { openPool } from '../../src/db/pool.js';
import { knownAt, report, REPORT_NAMES, reportTable } from '../../src/read/index.js';
import type { TwoTools } from '../pipeline/two-tools.js';
import { agree, type Question, VIEWER } from './agree.js';
import { arrived, arrivedLate } from './histories/arrival.js';
import { randomHistory } from './histories/random-history.js';
import { seedsOf } from '../setup/seeds.js';
import { answeredIn, readUpTo, toldBy, worldIn } from './oracle/index.js';

/** How long the histories are. */
const CHANGES = Number(process.env['CHANGES'] ?? 12);

// The company begins on 3 March 2025, with a change every day or so. Clocks change in New York on 9 March, in Berlin on
// 30 March, and on Lord Howe, by half an hour, on 6 April.
const SPRING = { from: '2025-03-01', to: '2025-05-01' };
const QUESTIONS: readonly Question[] = [
  { days: SPRING, timeZone: 'Europe/Berlin', every: 'DAY', by: [] },
  { days: { from: '2025-03-05', to: '2025-04-16' }, timeZone: 'America/New_York', every: 'WEEK', by: ['SERVICE'] },
  { days: SPRING, timeZone: 'Australia/Lord_Howe', every: 'MONTH', by: ['ENVIRONMENT', 'CHANGE_TYPE'] },
  { days: { from: '2025-02-10', to: '2025-05-20' }, timeZone: 'Europe/Berlin', every: 'QUARTER', by: ['TEAM', 'TICKET_TYPE'] },
  { days: { from: '2025-03-10', to: '2025-03-31' }, timeZone: 'Europe/Berlin', every: null, by: ['SERVICE', 'RISK'] },
];

/** What rules answer is not what these loops know; of a history that was told in part, no plan says it either. */
const OF_RULES = ['controlHealth', 'recurringGaps', 'emergencies'];

type Compared = Parameters<typeof agree>[2];

async function agreeOnAll(hub: TwoTools, compared: Compared, questions = QUESTIONS): Promise<number> {
  const sql = openPool(hub.database.url, { max: 4 });
  try {
    let telling = 0;
    const asKnown = compared.knownAt ? await knownAt(sql, compared.knownAt as never) : sql;
    for (const question of questions) telling += (await agree(asKnown, question, compared)).telling;
    return telling;
  } finally {
    await sql.end();
  }
}

/** What the events say, with what the plan says of the verdicts; as it was known at a moment. */
async function told({ sql }: TwoTools, lines: Iterable<string>, at?: string): Promise<Compared> {
  const facts = await toldBy(sql, at);
  const world = worldIn(facts, answeredIn(lines), at ?? new Date().toISOString());
  return { world, readUpTo: (ignored) => readUpTo(facts, ignored), ...(at ? { knownAt: at } : {}) };
}

/** All figures by weeks and services. */
async function figures({ sql }: TwoTools, at: string | null = null): Promise<unknown> {
  const input = { period: { ...SPRING, zone: 'Europe/Berlin' }, every: 'WEEK', by: ['SERVICE', 'RISK'], knownAt: at } as const;
  const asked = await report(at === null ? sql : await knownAt(sql, at as never), VIEWER, input as never);
  const said = REPORT_NAMES.map(async (name) => {
    const { totals, rows } = await reportTable(asked, name);
    return [name, [...totals, ...rows].map((row) => row.said())];
  });
  return JSON.parse(JSON.stringify(await Promise.all(said)));
}

describe.each(seedsOf())('every figure of every report about the history SEED=%i', (one) => {
  it('is what plain loops over the events of the ledger say, in whatever order they came', async () => {
    const said: unknown[] = [];
    for (const order of [one, one + 1]) {
      await arrived(randomHistory(one, CHANGES), order, async (hub, { bad, good }) => {
        said.push(await figures(hub));
        if (said.length > 1) return;
        const telling = await agreeOnAll(hub, await told(hub, [...bad.keys(), ...good.keys()]));
        console.log(`SEED=${one}: ${telling} figures that count something`);
        expect(telling).toBeGreaterThan(1000);
      });
    }
    expect(said[1], `orders ${one} and ${one + 1}`).toEqual(said[0]);
  }, 300_000);

  it('is corrected by late facts, and is with knownAt what it was before they came', async () => {
    let before: { at: string; said: unknown } | null = null;
    const history = randomHistory(one, CHANGES);
    const first = async (hub: TwoTools) => {
      const [clock] = await hub.sql<{ at: string }[]>`select max(recorded_at) as at from ledger_event`;
      await agreeOnAll(hub, { ...(await told(hub, [])), but: OF_RULES }, QUESTIONS.slice(0, 2));
      before = { at: clock!.at, said: await figures(hub) };
    };
    await arrivedLate(history, one, first, async (hub, { bad, good }) => {
      const { at, said } = before!;
      expect(await figures(hub, at), `knownAt ${at}`).toEqual(said);
      await agreeOnAll(hub, { ...(await told(hub, [], at)), but: OF_RULES }, QUESTIONS.slice(2, 4));
      await agreeOnAll(hub, await told(hub, [...bad.keys(), ...good.keys()]), QUESTIONS.slice(2, 4));
      expect(await figures(hub)).not.toEqual(said);
    });
  }, 300_000);
});
