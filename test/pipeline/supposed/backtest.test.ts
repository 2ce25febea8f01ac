import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, policySchema } from '#contract';
import { backtest, type Differing } from '../../../src/follow/index.js';
import { policyOf } from '../../../src/hub/policy-of.js';
import { stories } from '../../../src/sample/organisation/stories.js';
import { ALL_RULES } from '../../setup/all-rules.js';
import type { TestPolicy } from '../hub-under-test.js';
import { type Acme, openAcme, policyOfAcme } from '../terms/acme.js';

const ALWAYS = { from: '2000-01-01T00:00:00.000000Z' as Instant, to: '2100-01-01T00:00:00.000000Z' as Instant };

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

type Answers = ReadonlyMap<string, string>;

async function answers({ sql }: Acme): Promise<Answers> {
  const rows = await sql<{ name: string; said: string }[]>`
    select rule || ' ' || subject as name, answer || ' ' || severity as said from verdict where recorded_to is null`;
  return new Map(rows.map(({ name, said }) => [name, said]));
}

function differences(before: Answers, after: Answers): readonly string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
  return names.map((name) => `${name}: ${before.get(name) ?? 'NONE'} -> ${after.get(name) ?? 'NONE'}`).sort();
}

function lineOf({ rule, subject, was, wouldBe }: Differing): string {
  const said = (one: Differing['was']) => (one ? `${one.answer} ${one.severity}` : 'NONE');
  return `${rule} ${subject}: ${said(was)} -> ${said(wouldBe)}`;
}

describe('a back-test of a policy over the quarter of acme', () => {
  let acme: Acme;
  const tested = async (policy: TestPolicy, span = ALWAYS) => {
    const found: Differing[] = [];
    const parsed = policyOf(policySchema.parse(await policyOfAcme(policy)), acme.key);
    const done = await backtest(acme.database.url, {
      ...{ policy: parsed, span, stopping: new AbortController().signal, progress: () => Promise.resolve() },
      found: (some) => Promise.resolve(void found.push(...some)),
    });
    return { done, lines: found.map(lineOf).sort() };
  };
  const size = async () => (await acme.sql`select size from ledger_head`)[0]!['size'] as number;

  beforeAll(async () => void (acme = await told({ rules: ALL_RULES })), 240_000);
  afterAll(() => acme?.close());

  it('finds nothing otherwise by the policy that is in force', async () => {
    const { done, lines } = await tested({ rules: ALL_RULES });
    expect(lines).toEqual([]);
    expect(done.verdicts).toBe((await answers(acme)).size);
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
        const wanted = differences(await answers(acme), await answers(other));
        expect(wanted.length).toBeGreaterThan(20);
        expect(lines).toEqual(wanted);
      } finally {
        await other.close();
      }
    }, 240_000);
  }
});
