import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapDoor } from '../../src/hub/gap-door.js';
import type { GapAct, GapRow } from '../../src/read/index.js';
import { deliver, type GitHub, reviewPayload, startGitHub } from '../../src/sample/index.js';
import { until } from '../intake/until.js';
import { Company } from '../pipeline/company.js';
import { gapStatus, gapSteps } from '../pipeline/gap-of.js';
import { type HubUnderTest, hubUnderTest, SECRET, TOKEN } from '../pipeline/hub-under-test.js';
import { UNREVIEWED } from '../pipeline/plans.js';

const RULE = 'unreviewed-code';
const BEN = { id: 502, login: 'ben', type: 'User' } as const;
const PEOPLE = { Ana: { accounts: ['github-acme:501'] }, Ben: { accounts: ['github-acme:502'] }, Cora: { accounts: [] } };

let company: Company;
let served: GitHub;
let hub: HubUnderTest;
let subject: string;

// Ana opened a pull request, merged it without a review, and deployed it.
beforeAll(async () => {
  company = new Company();
  served = await startGitHub(company.world, { token: TOKEN });
  for (const step of UNREVIEWED) company.play(step, served);
  hub = await hubUnderTest({
    url: served.url,
    repositories: ['acme/pay', 'acme/web'],
    policy: { baselines: { '*': 'empty' }, settle: '0ms', people: PEOPLE },
  });
  await hub.readToEnd();
  const [gap] = await hub.sql<{ subject: string }[]>`select subject from gap where rule = ${RULE}`;
  subject = gap?.subject ?? '';
});
afterAll(async () => {
  await hub.close();
  await served.close();
});

const waive = (forMs: number): GapAct => {
  const ends = new Date(Date.now() + forMs).toISOString().replace('Z', '000Z') as never;
  return { type: 'gap.waived', waiver: { disposition: 'RISK_ACCEPTED', until: ends, control: null, evidence: [], fact: null } };
};
async function says(name: string, act: GapAct): Promise<readonly GapRow[] | string> {
  const by = { token: '00000000-0000-0000-0000-000000000000', name, reason: 'As agreed.' };
  const done = await gapDoor(hub.sql, hub.key)({ which: { names: [{ rule: RULE, subject }] }, act, by });
  await hub.follow();
  return 'sentence' in done ? done.sentence : done.gaps;
}

describe('the gap of a company', () => {
  it('is waived by nobody who wrote, merged or started it, and by nobody whom the policy does not list', async () => {
    expect(await says('Ana', waive(86_400_000))).toMatch(/^Nobody waives a gap of a change he had a part in, and Ana /);
    expect(await says('Dora', waive(86_400_000))).toMatch(/is not known: the policy does not list that name/);
    expect(await gapStatus(hub.sql, RULE)).toBe('OPEN');
  });

  it('is waived by somebody else until the waiver runs out, also while nobody follows, and a rebuild says the same', async () => {
    expect(await says('Ben', waive(1_000))).toMatchObject([{ status: 'WAIVED' }]);
    expect(await hub.rebuilt()).toEqual(await hub.dump());
    hub.restart();
    await until('the waiver ran out', async () => {
      const [row] = await hub.sql<{ over: boolean }[]>`select waived_until < clock_timestamp() as over from gap where rule = ${RULE}`;
      return row?.over ?? false;
    });
    await hub.follow();
    expect(await gapSteps(hub.sql, RULE)).toEqual(['gap.opened', 'gap.waived', 'gap.reopened']);
    expect(await gapStatus(hub.sql, RULE)).toBe('OPEN');
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });

  it('is resolved by later facts although it is waived', async () => {
    await says('Ben', { type: 'gap.acknowledged' });
    await says('Cora', waive(86_400_000));
    const repository = company.world.repositories[0]!;
    const pull = repository.pulls[0]!;
    const review = {
      id: 3_100_000_999,
      author: BEN,
      state: 'APPROVED',
      body: '',
      commit: pull.head.sha,
      submittedAt: pull.createdAt,
    } as const;
    const payload = reviewPayload({ addresses: served.addresses, repository }, pull, review, 'submitted');
    expect((await deliver({ url: await hub.door(), secret: SECRET }, payload)).status).toBe(202);
    await hub.normalise();
    await hub.follow();
    expect(await gapSteps(hub.sql, RULE)).toEqual([
      ...['gap.opened', 'gap.waived', 'gap.reopened'],
      ...['gap.acknowledged', 'gap.waived', 'gap.resolved'],
    ]);
    expect(await says('Ben', waive(86_400_000))).toBe('It is resolved: the rule holds by now.');
    expect(await hub.rebuilt()).toEqual(await hub.dump());
  });
});
