import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gapNews, positionOf } from '../../src/read/index.js';
import { deliver, type GitHub, type Repository, reviewPayload, startGitHub } from '../../src/sample/index.js';
import { Company } from './company.js';
import { gapSteps } from './gap-of.js';
import { type HubUnderTest, hubUnderTest, SECRET, TOKEN } from './hub-under-test.js';
import { UNREVIEWED } from './plans.js';

const RULE = 'unreviewed-code';
const LATE = 'post-merge-review';
const BEN = { id: 502, login: 'ben', type: 'User' } as const;
const WHOLE_YEAR = '2027-01-01T00:00:00Z';

let served: GitHub;
let hub: HubUnderTest;
let company: Company;
let repository: Repository;

beforeEach(async () => {
  company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  for (const step of UNREVIEWED) company.play(step, served);
  repository = company.world.repositories[0]!;
});
afterEach(async () => {
  await hub.close();
  await served.close();
});

/** A pull request was merged without a review, and deployed, in the first minutes of 2026; all of it was read. */
async function unreviewed(goLive: string): Promise<void> {
  const policy = { baselines: { '*': 'empty' }, settle: '0ms', goLive } as const;
  hub = await hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy });
  await hub.readToEnd();
}

/** A review by Ben, submitted then, whose webhook comes now. */
async function reviewArrives(submittedAt: string, state: 'APPROVED' | 'COMMENTED' = 'APPROVED', id = 3_100_000_999): Promise<void> {
  const pull = repository.pulls[0]!;
  const review = { id, author: BEN, state, body: '', commit: pull.head.sha, submittedAt };
  const payload = reviewPayload({ addresses: served.addresses, repository }, pull, review, 'submitted');
  expect((await deliver({ url: await hub.door(), secret: SECRET }, payload)).status).toBe(202);
  await hub.normalise();
  await hub.follow();
}

async function marks(rule: string): Promise<readonly boolean[]> {
  return (await hub.sql<{ baseline: boolean }[]>`select baseline from gap where rule = ${rule}`).map(({ baseline }) => baseline);
}

/** What a subscription from the beginning, or a route, is told of a rule. */
async function told(rule: string): Promise<readonly string[]> {
  const { items } = await gapNews(hub.sql, { rules: [rule] }, { after: -1, upTo: await positionOf(hub.sql), limit: 200 });
  return items.map(({ step }) => step.type);
}

describe('a gap about the time before go-live', () => {
  it('is BASELINE and alerts nobody, also when it is resolved; a rebuild says the same', async () => {
    await unreviewed(WHOLE_YEAR);
    expect(await marks(RULE)).toEqual([true]);
    expect(await told(RULE)).toEqual([]);
    await reviewArrives(repository.pulls[0]!.createdAt);
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.resolved']);
    expect(await told(RULE)).toEqual([]);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('stays BASELINE when it is open again because of what happened then', async () => {
    await unreviewed(WHOLE_YEAR);
    await reviewArrives(repository.pulls[0]!.createdAt);
    await reviewArrives(repository.pulls[0]!.createdAt, 'COMMENTED');
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened']);
    expect(await marks(RULE)).toEqual([true]);
    expect(await told(RULE)).toEqual([]);
  });

  it('is BASELINE when its start ends at that very moment, and not when it ends a second later', async () => {
    await unreviewed(WHOLE_YEAR);
    const [moment] = await hub.sql<{ all: string }[]>`
      select greatest((select max(start_to) from deployment_range where recorded_to is null),
        (select max(t.occurred_to) from verdict v join timeline_entry t on t.seq = any(v.events) where v.rule = ${RULE})) as all`;
    const last = moment!.all;
    await hub.close();
    await unreviewed(last);
    expect(await marks(RULE)).toEqual([true]);
    await hub.close();
    await unreviewed(new Date(Date.parse(last) - 1_000).toISOString());
    expect(await marks(RULE)).toEqual([false]);
  });
});

describe('a gap about the time after go-live', () => {
  it('alerts, whatever the history before', async () => {
    await unreviewed('2026-01-01T00:00:00Z');
    expect(await marks(RULE)).toEqual([false]);
    expect(await told(RULE)).toEqual(['gap.opened']);
  });

  it('of a fact that came after it about an implementation before alerts, too', async () => {
    await unreviewed('2026-02-01T00:00:00Z');
    expect(await marks(RULE)).toEqual([true]);
    await reviewArrives('2026-03-01T10:00:00Z');
    expect(await marks(LATE)).toEqual([false]);
    expect(await told(LATE)).toEqual(['gap.opened']);
  });

  it('alerts when it is a BASELINE gap that a fact of the time after opened again; and is never BASELINE again', async () => {
    await unreviewed('2026-02-01T00:00:00Z');
    // Read after go-live, yet of before: the gap of the late review is BASELINE.
    await reviewArrives('2026-01-20T10:00:00Z');
    expect(await marks(LATE)).toEqual([true]);
    await reviewArrives('2026-01-20T10:00:00Z', 'COMMENTED');
    expect(await gapSteps(hub.sql, LATE)).toEqual(['gap.opened', 'gap.resolved']);
    await reviewArrives('2026-03-01T10:00:00Z', 'APPROVED', 3_100_001_000);
    expect(await gapSteps(hub.sql, LATE)).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened']);
    expect(await marks(LATE)).toEqual([false]);
    expect((await told(LATE)).at(-1)).toBe('gap.reopened');
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});
