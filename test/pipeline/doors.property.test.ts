import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import github from '../../connectors/github/index.js';
import { verifyLedger } from '../../src/ledger/index.js';
import { step } from '../../src/normalise/index.js';
import { deliver, type GitHub, type Payload, startGitHub } from '../../src/sample/index.js';
import { seedsOf } from '../setup/seeds.js';
import { aPlan, type Plan } from './any-plan.js';
import { Company } from './company.js';
import { type HubUnderTest, hubUnderTest, SECRET, TOKEN } from './hub-under-test.js';
import { randomOf, shuffled } from './single-records.js';
import { coresIn, deploymentsIn, verdictsIn } from './what-it-says.js';

const POLICY = {
  environments: { live: { production: true }, staging: { production: false } },
  baselines: { 'acme/pay': 'empty' as const },
};
/** `RUNS` makes it long, `SHRINK` looks for the smallest world that fails. */
const numRuns = Number(process.env['RUNS'] ?? 8);

/** From so many worlds on all of these occur; in a few, at least the first. */
const MANY = 25;
const FEW_KINDS = ['direct-push GAP FIRST'];
const ALL_KINDS = [
  ...['FIRST', 'FORWARD'].map((relation) => `direct-push GAP ${relation}`),
  ...['FORWARD', 'REDEPLOYMENT', 'ROLLBACK'].map((relation) => `direct-push PASS ${relation}`),
  ...['GAP', 'INDETERMINATE', 'PASS'].map((answer) => `unreviewed-code ${answer} FORWARD`),
];

const hubOn = (served: GitHub) => hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy: POLICY });

/** Sends in an order that has nothing to do with what happened, some of it twice; some of it is lost. */
async function sent(hub: HubUnderTest, address: string, payloads: readonly Payload[], { losesBelow, seed: order }: Plan): Promise<void> {
  const random = randomOf(order);
  const kept = payloads.filter(() => random() * 10 >= losesBelow);
  const doubled = [...kept, ...kept.filter(() => random() < 0.4)];
  let left = 0;
  for (const payload of shuffled(doubled, order)) {
    const { status } = await deliver({ url: address, secret: SECRET }, payload);
    if (status !== 202) throw new Error(`a webhook was answered ${status}`);
    if ((left -= 1) > 0) continue;
    left = Math.floor(random() * 8);
    await step(hub.runtime);
    if (random() < 0.5) await hub.follow();
  }
  await hub.normalise();
}

/** Plays the plan; the other hub gets its webhooks, and polls now and then. */
async function played(plan: Plan, company: Company, served: GitHub, hub: HubUnderTest): Promise<void> {
  const address = await hub.door();
  let waiting: Payload[] = [];
  for (const [nth, one] of plan.steps.entries()) {
    if (plan.pollsBefore.includes(nth)) {
      await sent(hub, address, waiting, plan);
      waiting = [];
      served.skewClock(company.nowMs - Date.now());
      await hub.poll();
      await hub.follow();
    }
    waiting.push(...company.play(one, served));
  }
  served.skewClock(0);
  await sent(hub, address, waiting, plan);
}

/** What the connector names as known by webhook alone, and which reading of a branch is when who reads. */
const ONLY_BY_ONE_DOOR = [...github.webhookOnly.map((name) => name.split(' ')[0]), 'branch.observed'];

async function agree(polled: HubUnderTest, both: HubUnderTest): Promise<void> {
  const [few, many] = [await coresIn(polled.sql), await coresIn(both.sql)];
  const known = new Set(many);
  expect(few.filter((line) => !known.has(line))).toEqual([]);
  const fewer = new Set(few);
  const more = many.filter((line) => !fewer.has(line) && !ONLY_BY_ONE_DOOR.includes(line.split(' ')[0]));
  expect(more).toEqual([]);
  expect(await deploymentsIn(both.sql)).toEqual(await deploymentsIn(polled.sql));
  expect(await verdictsIn(both.sql)).toEqual(await verdictsIn(polled.sql));
}

/** `rule ANSWER RELATION` of every verdict. */
async function kindsIn({ sql }: HubUnderTest): Promise<readonly string[]> {
  const rows = await sql<{ kind: string }[]>`
    select distinct concat_ws(' ', v.rule, v.answer, r.relation) as kind
    from verdict v join deployment_range r on r.deployment = v.unit
    where v.recorded_to is null and r.recorded_to is null`;
  return rows.map((row) => row.kind);
}

describe('whatever happens at a company', () => {
  it.each(seedsOf())(
    'both doors in any order and one poll at the end make the same cores, deployments and verdicts, and a rebuild the same dump (SEED=%i)',
    async (seed) => {
      const kinds = new Set<string>();
      const property = fc.asyncProperty(aPlan, async (plan) => {
        const company = new Company();
        const served = await startGitHub(company.world, { token: TOKEN });
        const [polled, both] = await Promise.all([hubOn(served), hubOn(served)]);
        try {
          await played(plan, company, served, both);
          await polled.readToEnd();
          await both.readToEnd();
          await agree(polled, both);
          for (const kind of await kindsIn(polled)) kinds.add(kind);
          for (const hub of [polled, both]) {
            expect(await hub.rebuilt()).toEqual(await hub.dump());
            expect(await verifyLedger(hub.sql, { key: hub.key })).toMatchObject({ ok: true });
          }
        } finally {
          await polled.close();
          await both.close();
          await served.close();
        }
      });
      await fc.assert(property, { numRuns, seed, endOnFailure: process.env['SHRINK'] === undefined });
      // What never occurred was not shown.
      expect([...kinds].sort()).toEqual(expect.arrayContaining(numRuns < MANY ? FEW_KINDS : ALL_KINDS));
    },
    numRuns * 30_000,
  );
});
