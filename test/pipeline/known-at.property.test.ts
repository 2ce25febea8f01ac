import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPool, type Sql } from '../../src/db/pool.js';
import { startGitHub } from '../../src/sample/index.js';
import { deliver } from '../../src/sample/index.js';
import { step } from '../../src/normalise/index.js';
import { judged } from '../company/arrival.js';
import { historyOf } from '../company/history.js';
import { MUTATORS } from '../company/mutators/index.js';
import { seedsOf } from '../setup/seeds.js';
import { aPlan } from './any-plan.js';
import { asked, momentsIn, namedIn, replayed } from './as-known.js';
import { Company } from './company.js';
import { randomOf } from './single-records.js';
import { hubUnderTest, SECRET, TOKEN } from './hub-under-test.js';

/** `RUNS` makes it long. */
const numRuns = Number(process.env['RUNS'] ?? 3);
const MOMENTS = 6;
const some = (random: () => number) => Array.from({ length: MOMENTS }, random);

async function isKnown(url: string, sql: Sql, choices: readonly number[]): Promise<number> {
  const named = await namedIn(sql);
  const [end] = await sql<{ now: string }[]>`select clock_timestamp() as now`;
  const present = await asked(sql, named, null);
  expect(await asked(sql, named, end!.now), 'knownAt the end').toEqual(present);
  const answers = new Set<string>();
  for (const at of await momentsIn(sql, choices)) {
    const told = await asked(sql, named, at);
    expect(told, `knownAt ${at}`).toEqual(await replayed(url, sql, named, { at }));
    answers.add(JSON.stringify(told));
    await isJudged({ url, sql, named, at, later: LATER[answers.size % LATER.length]! });
  }
  return answers.size;
}

/** Later than the day after which nobody expects an end, and than the review of an emergency is due. */
const LATER = ['1 hour', '25 hours', '80 hours'];

/** By a later clock the same facts are judged as a hub judges them that waits so long and hears of nothing; or not at all. */
async function isJudged({ url, sql, named, at, later }: Judged) {
  const [row] = await sql<{ clock: string }[]>`select ${at}::timestamptz + ${later}::interval as clock`;
  const clock = row!.clock;
  const told = await asked(sql, named, at, clock).catch((error: Error) => error);
  if (told instanceof Error) expect(told.message).toContain('time alone changes verdicts');
  else expect(told, `knownAt ${at} at ${clock}`).toEqual(await replayed(url, sql, named, { at, clock }));
}

interface Judged {
  readonly url: string;
  readonly sql: Sql;
  readonly named: Awaited<ReturnType<typeof namedIn>>;
  readonly at: string;
  readonly later: string;
}

describe('what was known at a past moment', () => {
  it.each(seedsOf())(
    'is at the end what is known now, and at any moment what a replay of the ledger up to it knows (SEED=%i)',
    async (seed) => {
      let different = 0;
      const property = fc.asyncProperty(aPlan, async (plan) => {
        const company = new Company();
        const served = await startGitHub(company.world, { token: TOKEN });
        const policy = { environments: { live: { production: true } }, baselines: { '*': 'empty' as const }, settle: '0ms' };
        const hub = await hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy });
        try {
          const url = await hub.door();
          for (const [nth, one] of plan.steps.entries()) {
            for (const payload of company.play(one, served)) {
              await deliver({ url, secret: SECRET }, payload);
              await step(hub.runtime);
            }
            if (nth % 3 === plan.seed % 3) await hub.follow();
          }
          await hub.readToEnd();
          different += await isKnown(hub.database.url, hub.sql, some(randomOf(plan.seed)));
        } finally {
          await hub.close();
          await served.close();
        }
      });
      await fc.assert(property, { numRuns, seed, endOnFailure: true });
      // A ledger that always says the same would show nothing.
      expect(different).toBeGreaterThan(numRuns);
    },
    numRuns * 60_000,
  );

  it.each(seedsOf())(
    'is so with tickets, approvals and changes of two tools, too (SEED=%i)',
    async (seed) => {
      const history = historyOf({ seed, changes: 8, mutators: MUTATORS, from: seed });
      let different = 0;
      await judged(history, undefined, async (url) => {
        const sql = openPool(url, { max: 4 });
        different = await isKnown(url, sql, some(randomOf(seed))).finally(() => sql.end());
      });
      expect(different).toBeGreaterThan(1);
    },
    120_000,
  );
});
