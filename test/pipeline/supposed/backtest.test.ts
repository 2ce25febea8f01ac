import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import { backtest } from '../../../src/follow/index.js';
import { policyOf } from '../../../src/hub/policy-of.js';
import { stories } from '../../../src/sample/organisation/stories.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import type { TestPolicy } from '../hub-under-test.js';
import { type Acme, openAcme } from '../terms/acme.js';
import { ALWAYS, answersOf, backtested, differences } from './answers.js';

/** What acme might decide. */
const PROPOSED: Readonly<Record<string, TestPolicy>> = {
  'other rules, approvals and severities': {
    approvals: { reviewIsApproval: true, deploymentApprovalCovers: true, required: [{ number: 2 }] },
    clockSkew: '1h',
    rules: {
      ...ALL_RULES,
      'incomplete-request': { fields: ['description', 'communication'], severity: 'LOW' },
      'direct-push': { enabled: false },
      'outside-window': { tolerance: '4h' },
    },
  },
  'other places, services, changes and baselines': {
    environments: {
      production: { production: false },
      'production-eu': { production: true },
      'production-us': { production: true },
      staging: { production: true },
    },
    baselines: { '*': 'empty' },
    services: {
      everything: { repositories: ['acme/pay', 'acme/web'] },
      books: { repositories: [{ repository: 'acme/ledger', paths: ['src'] }] },
    },
    changeTypes: { '*': ['Bug', 'Change'] },
    statuses: { '*': { Done: { stage: 'IMPLEMENTING' }, 'In Progress': { stage: 'REVIEW' } } },
    rules: ALL_RULES,
  },
};

async function told(policy: TestPolicy): Promise<Acme> {
  const acme = await openAcme({ policy, before: (day) => void stories.forEach(({ tell }) => tell(day())) });
  await acme.readToEnd();
  return acme;
}

describe('a back-test of a policy over the quarter of acme', () => {
  let acme: Acme;
  const tested = (policy: TestPolicy) => backtested(acme, policy);
  const size = async () => (await acme.sql`select size from ledger_head`)[0]!['size'] as number;

  beforeAll(async () => void (acme = await told({ rules: ALL_RULES })), 240_000);
  afterAll(() => acme?.close());

  it('finds nothing otherwise by the policy that is in force', async () => {
    const { done, lines } = await tested({ rules: ALL_RULES });
    expect(lines).toEqual([]);
    expect(done.verdicts).toBe((await answersOf(acme)).size);
  }, 120_000);

  it('gives up with the next step when it is to stop', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const tested = backtest(acme.database.url, {
      ...{ policy: policyOf(policySchema.parse({}), acme.key), span: ALWAYS, stopping: stop.signal, found: () => Promise.resolve() },
      progress: (n) => Promise.resolve(void (done.push(n), stop.abort(new Error('The hub stops.')))),
    });
    await expect(tested).rejects.toThrow('The hub stops.');
    expect(done).toHaveLength(1);
  }, 60_000);

  for (const [name, policy] of Object.entries(PROPOSED)) {
    it(`says what following says where it is in force from the beginning: ${name}`, async () => {
      const before = [await acme.dump(), await size()];
      const { lines } = await tested(policy);
      expect([await acme.dump(), await size()]).toEqual(before);
      const other = await told(policy);
      try {
        const wanted = differences(await answersOf(acme), await answersOf(other));
        expect(wanted.length).toBeGreaterThan(20);
        expect(lines).toEqual(wanted);
      } finally {
        await other.close();
      }
    }, 240_000);
  }
});
