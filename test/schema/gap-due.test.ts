import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf, microsOf, policySchema } from '#contract';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { deploy, deploymentRef, judge, openGap } from './deployed.js';
import { minute } from './facts.js';
import { stepOfGap } from './gap-steps.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;
/** Due after the present, whenever the tests run. */
const LONG_DAYS = 36_500;

const after = (n: number, days: number) => instantOf(microsOf(minute(n)) + days * 86_400_000_000);

beforeAll(async () => {
  hub = await runHub();
  await activatePolicy(hub.sql, policySchema.parse({}), hub.key);
  const policy = policySchema.parse({ gaps: { due: { CRITICAL: '3d', HIGH: `${LONG_DAYS}d` } } });
  await activatePolicy(hub.sql, policy, hub.key);
  await followToEnd(hub.sql, hub.key);
  await deploy(hub.sql, 7);
  for (const n of [1, 2, 3, 4, 5, 6]) {
    await judge(hub.sql, { n, answer: n === 5 ? 'PASS' : 'GAP', from: 1 });
    await openGap(hub.sql, n, n === 5 ? 'RESOLVED' : n === 4 ? 'WAIVED' : 'OPEN', 20 - n);
  }
  await judge(hub.sql, { n: 7, answer: 'GAP', from: 1 });
  const [first, inForce] = await hub.sql<{ version: string }[]>`select version from policy_version order by seq`;
  await hub.sql`update verdict set policy = case when subject = ${deploymentRef(6)} then ${first!.version} else ${inForce!.version} end`;
  await hub.sql`update gap set severity = 'CRITICAL' where subject = any(${[1, 4].map(deploymentRef)})`;
  await hub.sql`update gap set severity = 'LOW' where subject = ${deploymentRef(3)}`;
  await hub.sql`update gap set baseline = true where subject = ${deploymentRef(2)}`;
});
afterAll(() => hub.stop());

async function gaps(asked: string): Promise<readonly (readonly [number, unknown])[]> {
  const { data, errors } = await hub.ask(`{ gaps${asked} { nodes { subject dueAt } } }`);
  expect(errors).toEqual([]);
  return list(data['gaps']?.['nodes']).map(({ subject, dueAt }) => [Number(String(subject).split(':').at(-1)), dueAt] as const);
}
const numbers = async (filter: string) => (await gaps(`(filter: { ${filter} })`)).map(([n]) => n).sort();

describe('the time by which a gap is to be put right', () => {
  it('is its opening and what the policy that judged it gives its severity; none of a severity or policy that gives nothing, of a pending or a resolved one', async () => {
    expect(Object.fromEntries(await gaps(''))).toEqual({
      1: after(1, 3),
      2: after(2, LONG_DAYS),
      3: null,
      4: after(4, 3),
      5: null,
      6: null,
      7: null,
    });
  });

  it.each([
    ['overdue: true', [1]],
    ['overdue: false', [2, 3, 4, 5, 6, 7]],
    [`dueBefore: "${after(4, 3)}"`, [1]],
    [`dueBefore: "${after(5, 3)}"`, [1, 4]],
    ['baseline: true', [2]],
    ['baseline: false', [1, 3, 4, 5, 6, 7]],
  ])('is asked for: %s', async (filter, expected) => {
    expect(await numbers(filter)).toEqual(expected);
  });

  it('is over or not by the clock of the judge, where the question is about another moment', async () => {
    expect((await gaps('(filter: { overdue: true }, at: "2199-01-01T00:00:00Z")')).map(([n]) => n).sort()).toEqual([1, 2]);
  });

  it('orders gaps, the soonest due first and those without one last, page after page', async () => {
    const seen: number[] = [];
    for (let next = ''; ;) {
      const { data, errors } = await hub.ask(
        `{ gaps(orderBy: DUE, first: 2${next}) { nodes { subject } pageInfo { endCursor hasNextPage } } }`,
      );
      expect(errors).toEqual([]);
      seen.push(...list(data['gaps']?.['nodes']).map(({ subject }) => Number(String(subject).split(':').at(-1))));
      if (String(data['gaps']?.['pageInfo']?.['hasNextPage']) !== 'true') break;
      next = `, after: "${String(data['gaps']?.['pageInfo']?.['endCursor'])}"`;
    }
    expect(seen).toEqual([1, 4, 2, 3, 5, 6, 7]);
  });

  it('is counted, and so is what is BASELINE', async () => {
    const { data, errors } = await hub.ask('{ gaps(first: 1) { facets(by: [DUE, BASELINE]) { by values { value count } } } }');
    expect(errors).toEqual([]);
    expect(data['gaps']?.['facets']).toEqual([
      {
        by: 'DUE',
        values: [
          { value: 'NOT_YET', count: 1 },
          { value: 'OVERDUE', count: 1 },
        ],
      },
      {
        by: 'BASELINE',
        values: [
          { value: 'SINCE_GO_LIVE', count: 6 },
          { value: 'BASELINE', count: 1 },
        ],
      },
    ]);
  });

  it('runs anew once the gap was resolved and is open again, and not before', async () => {
    await stepOfGap(hub, 'gap.opened', 6);
    await hub.sql`update verdict set policy = (select version from policy_version order by seq desc limit 1) where subject = ${deploymentRef(6)}`;
    await hub.sql`update gap set openings = 2, opened_at = ${minute(2)} where subject = ${deploymentRef(6)}`;
    const due = async () => Object.fromEntries(await gaps(''))[6];
    expect(await due()).toBe(after(2, LONG_DAYS));
    // The rule still fails, so the hub opens it again at once, as of the moment at which its facts had settled.
    await stepOfGap(hub, 'gap.resolved', 6);
    expect(await due()).toBe(after(3, LONG_DAYS));
  });
});
