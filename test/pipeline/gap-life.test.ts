import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deploymentStatusPayload, type GitHub, type Payload, type Repository, reviewPayload, startGitHub } from '../../src/sample/index.js';
import { deliver } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { Company } from './company.js';
import { gapStatus, gapSteps, verdictOn } from './gap-of.js';
import { type HubUnderTest, hubUnderTest, SECRET, type TestPolicy, TOKEN } from './hub-under-test.js';
import { UNREVIEWED } from './plans.js';

const RULE = 'unreviewed-code';
const BEN = { id: 502, login: 'ben', type: 'User' } as const;

let served: GitHub;
let hub: HubUnderTest;
let repository: Repository;

beforeEach(async () => {
  const company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  for (const step of UNREVIEWED) company.play(step, served);
  repository = company.world.repositories[0]!;
});
afterEach(async () => {
  await hub.close();
  await served.close();
});

/** A pull request was merged without a review, and deployed; all of it was read. */
async function unreviewed(policy: TestPolicy): Promise<void> {
  hub = await hubUnderTest({ url: served.url, repositories: ['acme/pay', 'acme/web'], policy: { baselines: { '*': 'empty' }, ...policy } });
  await hub.readToEnd();
}

async function arrives(payload: Payload): Promise<void> {
  const { status } = await deliver({ url: await hub.door(), secret: SECRET }, payload);
  expect(status).toBe(202);
  await hub.normalise();
  await hub.follow();
}

/** A review that was given before the merge, and whose webhook comes now. */
function reviewArrives(state: 'APPROVED' | 'COMMENTED', id = 3_100_000_999): Promise<void> {
  const pull = repository.pulls[0]!;
  const review = { id, author: BEN, state, body: '', commit: pull.head.sha, submittedAt: pull.createdAt };
  return arrives(reviewPayload({ addresses: served.addresses, repository }, pull, review, 'submitted'));
}

/** A later status that says where the deployment really went. */
function environmentArrives(environment: string): Promise<void> {
  const deployment = repository.deployments[0]!;
  const status = { ...deployment.statuses.at(-1)!, id: 99_999, environment };
  const unmarked = { ...deployment, productionEnvironment: false };
  return arrives(deploymentStatusPayload({ addresses: served.addresses, repository }, unmarked, status));
}

describe('a gap', () => {
  it('that a reading decides opens with the commit that tells how far was read', async () => {
    await unreviewed({ settle: '0ms' });
    const rows = await hub.sql`
      select v.cause, v.xmin::text = g.xmin::text as together
      from verdict v join gap g using (rule, subject) where v.rule = ${RULE} and v.recorded_to is null`;
    expect(rows).toEqual([{ cause: 'COVERAGE', together: true }]);
  });

  it('is pending, and nothing is recorded of it, until its facts have settled; then it opens, once', async () => {
    await unreviewed({ settle: '3000ms' });
    const { answer, settlesInMs } = await verdictOn(hub.sql, RULE);
    expect(answer).toBe('GAP');
    if ((settlesInMs ?? 0) > 0) expect(await gapSteps(hub.sql, RULE)).toEqual([]);
    await until('the gap opens', async () => {
      await hub.follow();
      return (await gapSteps(hub.sql, RULE)).length > 0;
    });
    expect((await verdictOn(hub.sql, RULE)).settlesInMs).toBeLessThanOrEqual(0);
    await hub.follow();
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened']);
    expect(await gapStatus(hub.sql, RULE)).toBe('OPEN');
  });

  it('opens as of the moment at which its facts had settled, whenever the hub comes to record it', async () => {
    await unreviewed({ settle: '0ms' });
    const [row] = await hub.sql<{ same: boolean }[]>`
      select t.occurred_from = v.settles_at and t.recorded_at >= v.settles_at as same
      from verdict v join timeline_entry t on t.type = 'gap.opened' and t.subject = 'gap:' || v.rule || ':' || v.subject
      where v.rule = ${RULE} and v.recorded_to is null`;
    expect(row).toEqual({ same: true });
  });

  it('is never opened when the fact that fills it arrives before it settled', async () => {
    await unreviewed({ settle: '3600000ms' });
    expect((await verdictOn(hub.sql, RULE)).answer).toBe('GAP');
    await reviewArrives('APPROVED');
    expect(await verdictOn(hub.sql, RULE)).toEqual({ answer: 'PASS', settlesInMs: null });
    expect(await gapSteps(hub.sql, RULE)).toEqual([]);
    expect(await gapStatus(hub.sql, RULE)).toBeNull();
  });

  it('is resolved by a late approval, reopened when the source takes it back, and resolved again: each step once, across restarts', async () => {
    await unreviewed({ settle: '0ms' });
    hub.restart();
    await reviewArrives('APPROVED');
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.resolved']);
    expect(await gapStatus(hub.sql, RULE)).toBe('RESOLVED');
    hub.restart();
    // The same review says something else now: the source rewrote history.
    await reviewArrives('COMMENTED');
    expect((await verdictOn(hub.sql, RULE)).answer).toBe('GAP');
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened']);
    hub.restart();
    await reviewArrives('APPROVED', 3_100_001_000);
    hub.restart();
    await hub.follow();
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.resolved', 'gap.reopened', 'gap.resolved']);
    expect(await hub.sql`select openings from gap where rule = ${RULE}`).toEqual([{ openings: 2 }]);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('that was pending when the process ended is opened by the next one, once', async () => {
    await unreviewed({ settle: '3000ms' });
    hub.restart();
    await until('the gap opens', async () => {
      hub.restart();
      await hub.follow();
      return (await gapSteps(hub.sql, RULE)).length > 0;
    });
    hub.restart();
    await hub.follow();
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened']);
  });

  it('is withdrawn, once, when its deployment turns out not to be production', async () => {
    await unreviewed({ settle: '0ms', environments: { staging: { production: false } } });
    await environmentArrives('staging');
    hub.restart();
    await hub.follow();
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.withdrawn']);
    expect(await gapStatus(hub.sql, RULE)).toBe('WITHDRAWN');
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});
