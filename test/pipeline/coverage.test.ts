import { afterEach, describe, expect, it } from 'vitest';
import { type Connector, MalformedRecord, type RawRecord } from '#contract';
import github from '../../connectors/github/index.js';
import { replay } from '../../src/inbox/index.js';
import { type GitHub, startGitHub, type World } from '../../src/sample/index.js';
import { Company } from './company.js';
import { gapSteps, isTheAnswer, verdictOn } from './gap-of.js';
import { type HubUnderTest, hubUnderTest, SOURCE, TOKEN } from './hub-under-test.js';
import { REVIEWED, UNREVIEWED } from './plans.js';
import type { Step } from './any-plan.js';

const RULE = 'unreviewed-code';
const POLICY = { baselines: { '*': 'empty' as const }, settle: '0ms' };

let served: GitHub;
let hub: HubUnderTest;
let world: World;

afterEach(async () => {
  await hub.close();
  await served.close();
});

async function happened(steps: readonly Step[]): Promise<void> {
  const company = new Company();
  world = company.world;
  served = await startGitHub(world, { token: TOKEN });
  for (const step of steps) company.play(step, served);
  hub = await hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy: POLICY });
}

async function sentenceOf(rule: string): Promise<string> {
  const [row] = await hub.sql<{ sentence: string }[]>`select sentence from verdict where rule = ${rule} and recorded_to is null`;
  return row?.sentence ?? '';
}

/** The normaliser of the hub's GitHub from now on. */
function normaliseWith(normalise: (record: RawRecord) => ReturnType<typeof github.normaliser.normalise>): void {
  const source = hub.runtime.sources.get(SOURCE)!;
  const connector = { ...source.connector, normaliser: { ...github.normaliser, normalise } } as Connector<unknown>;
  (hub.runtime.sources as Map<string, typeof source>).set(SOURCE, { ...source, connector });
}

describe('what may not be read is not taken for absent', () => {
  it.each([
    ['nobody reviewed', UNREVIEWED, 'GAP', ['gap.opened']],
    ['somebody reviewed', REVIEWED, 'PASS', []],
  ])('what %s is INDETERMINATE while the token may not read reviews, and judged once it may', async (_, steps, answer, gaps) => {
    await happened(steps);
    world.denied.add('reviews');
    await hub.readToEnd();
    expect((await verdictOn(hub.sql, RULE)).answer).toBe('INDETERMINATE');
    expect(await sentenceOf(RULE)).toContain('The reviews of acme/pay cannot be read');
    expect(await gapSteps(hub.sql, RULE)).toEqual([]);
    world.denied.delete('reviews');
    await hub.readUntil(`the answer is ${answer}`, () => isTheAnswer(hub.sql, RULE, answer));
    expect(await gapSteps(hub.sql, RULE)).toEqual(gaps);
    // Readings go on being recorded for a moment: what is compared must stand at one place.
    await hub.readToEnd();
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('a verdict stays INDETERMINATE while a record of the collection is quarantined, and is given after a replay', async () => {
    await happened(UNREVIEWED);
    normaliseWith((record) => {
      if (record.kind !== 'graphql.pull_request') return github.normaliser.normalise(record);
      throw new MalformedRecord('reviews', 'reviews of the pull request are unreadable in this test.');
    });
    await hub.readToEnd();
    // Two do not rest on pull requests: where its revision stands, and that there is a hole.
    const answers = await hub.sql`
      select distinct answer from verdict where recorded_to is null and rule not in ('off-branch-deployment', 'blind-spot')`;
    expect(answers).toEqual([{ answer: 'INDETERMINATE' }]);
    expect(await sentenceOf('direct-push')).toMatch(/pull requests of acme\/pay cannot be read: .*quarantined.*replay/);
    normaliseWith(github.normaliser.normalise);
    await replay(hub.sql, { source: SOURCE });
    await hub.readUntil('reviews are judged', () => isTheAnswer(hub.sql, RULE, 'GAP'));
    // Only the repository's first commit came without the pull request.
    expect(await sentenceOf('direct-push')).toContain('1 commit of acme/pay reached main without a merged pull request');
    await hub.readToEnd();
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});
