import { afterEach, expect, it } from 'vitest';
import { deniedRules } from '../../src/read/index.js';
import { type GitHub, startGitHub, type World } from '../../src/sample/index.js';
import { Company } from './company.js';
import { isTheAnswer, verdictOn } from './gap-of.js';
import { type HubUnderTest, hubUnderTest, TOKEN } from './hub-under-test.js';
import { UNREVIEWED } from './plans.js';

const RULE = 'unreviewed-code';
let served: GitHub;
let hub: HubUnderTest;
let world: World;

afterEach(async () => {
  await hub.close();
  await served.close();
});

async function company(): Promise<void> {
  const acme = new Company();
  world = acme.world;
  served = await startGitHub(world, { token: TOKEN });
  for (const step of UNREVIEWED) acme.play(step, served);
  hub = await hubUnderTest({ url: served.url, repositories: ['acme/pay'], policy: { baselines: { '*': 'empty' }, settle: '0ms' } });
}

/** What the token may read; who may merge and deploy is observed, too. */
const observed = () => hub.sql<{ core: { collections: Record<string, { denied: string | null }> } }[]>`
  select convert_from(body, 'utf8')::jsonb -> 'core' as core
  from ledger_event
  where convert_from(leaf, 'utf8')::jsonb ->> 'type' = 'permission.observed'
    and convert_from(body, 'utf8')::jsonb -> 'core' ? 'collections'
  order by seq`;

const sentences = () => hub.sql<{ sentence: string }[]>`select sentence from verdict where rule = ${RULE} and recorded_to is null`;

it('what the token may not read is on record and INDETERMINATE by name of the permission; given, the answer comes by coverage', async () => {
  await company();
  world.denied.add('reviews');
  await hub.readToEnd();
  expect((await observed()).map(({ core }) => core.collections['reviews']?.denied)).toEqual([
    expect.stringContaining('GitHub refused reviews of acme/pay: the token lacks "Pull requests: read"'),
  ]);
  expect((await verdictOn(hub.sql, RULE)).answer).toBe('INDETERMINATE');
  expect((await sentences())[0]?.sentence).toContain('the token lacks "Pull requests: read"');
  const denied = { source: 'github-acme', collection: 'reviews' };
  const because = await deniedRules(hub.sql, [denied, { source: 'github-acme', collection: 'releases' }]);
  expect(because).toContainEqual({ ...denied, rule: RULE, verdicts: 1 });
  expect(because.every(({ collection }) => collection === 'reviews')).toBe(true);
  expect(because.map(({ rule }) => rule)).not.toContain('direct-push');
  world.denied.delete('reviews');
  await hub.readUntil('the answer is GAP', () => isTheAnswer(hub.sql, RULE, 'GAP'));
  expect((await deniedRules(hub.sql, [denied])).map(({ rule }) => rule)).not.toContain(RULE);
  expect((await observed()).map(({ core }) => core.collections['reviews']?.denied ?? null).at(-1)).toBeNull();
  expect(await hub.sql`select cause from verdict where rule = ${RULE} and recorded_to is null`).toEqual([{ cause: 'COVERAGE' }]);
  await hub.readToEnd();
  expect(await hub.rebuilt()).toEqual(await hub.dump());
});

it('is recorded once while it does not change', async () => {
  await company();
  await hub.readToEnd();
  const before = await observed();
  expect(before).toHaveLength(1);
  await hub.readToEnd();
  expect(await observed()).toHaveLength(1);
});
