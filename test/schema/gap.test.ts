import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gapId } from '../../src/read/index.js';
import { deploy, deploymentRef, judge, openGap } from './deployed.js';
import { minute, pushed, record } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await record(hub.sql, hub.key, [pushed(1), pushed(2)]);
  await deploy(hub.sql, 6);
  await judge(hub.sql, { n: 1, answer: 'GAP', from: 11 });
  await openGap(hub.sql, 1, 'OPEN', 13);
  await judge(hub.sql, { n: 2, answer: 'GAP', from: 12 });
  await judge(hub.sql, { n: 3, answer: 'GAP', from: 10, to: 14 });
  await judge(hub.sql, { n: 3, answer: 'PASS', from: 14 });
  await openGap(hub.sql, 3, 'RESOLVED', 14);
  await judge(hub.sql, { n: 4, answer: 'GAP', from: 9, to: 10 });
  await judge(hub.sql, { n: 4, answer: 'PASS', from: 10, to: 15 });
  await judge(hub.sql, { n: 4, answer: 'GAP', from: 15 });
  await openGap(hub.sql, 4, 'RESOLVED', 11);
  await judge(hub.sql, { n: 5, answer: 'INDETERMINATE', from: 10 });
  await judge(hub.sql, { n: 6, rule: 'unreviewed-code', answer: 'GAP', from: 16 });
});
afterAll(() => hub.stop());

const found = async (filter: string) => {
  const { data, errors } = await hub.ask(`{ gaps${filter} { totalCount nodes { subject rule status } } }`);
  expect(errors).toEqual([]);
  expect(Number(data['gaps']?.['totalCount'])).toBe(list(data['gaps']?.['nodes']).length);
  return list(data['gaps']?.['nodes']).map((gap) => `${String(gap['subject']).split(':').at(-1)} ${String(gap['status'])}`);
};

describe('gaps', () => {
  it('lists recorded ones as their life says and fresh ones as pending; what is indeterminate is none', async () => {
    expect(await found('')).toEqual(['6 PENDING', '4 PENDING', '3 RESOLVED', '1 OPEN', '2 PENDING']);
  });

  it.each([
    ['statuses: [OPEN, RESOLVED]', ['3 RESOLVED', '1 OPEN']],
    ['rules: ["unreviewed-code"]', ['6 PENDING']],
    ['severities: [LOW]', []],
    [`openedFrom: "${minute(3)}"`, ['4 PENDING', '3 RESOLVED']],
    [`openedTo: "${minute(3)}", statuses: [OPEN]`, ['1 OPEN']],
    ['repository: "acme/pay", environment: "production", statuses: [OPEN]', ['1 OPEN']],
    ['repository: "acme/other"', []],
    ['environment: "staging"', []],
  ])('filters compose: %s', async (filter, expected) => {
    expect(await found(`(filter: { ${filter} })`)).toEqual(expected);
  });

  it('pages without gap or repeat', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { data } = await hub.ask(`{ gaps(first: 2${after}) { nodes { id } pageInfo { endCursor hasNextPage } } }`);
      seen.push(...list(data['gaps']?.['nodes']).map((node) => String(node['id'])));
      if (String(data['gaps']?.['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(data['gaps']?.['pageInfo']?.['endCursor'])}"`;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it('is found by an id made of rule and subject alone, and shows all that was ever said of it', async () => {
    const id = gapId({ rule: 'direct-push', subject: deploymentRef(4) });
    const { data, errors } =
      await hub.ask(`{ gap(id: "${id}") { id status settlesAt openings deployment { id } policy engine beforePolicy wouldPassIf verdict { sentence }
      events { nodes { type } } verdictHistory { totalCount nodes { answer cause recordedFrom recordedTo } } } node(id: "${id}") { __typename id } }`);
    expect(errors).toEqual([]);
    expect(data['node']).toEqual({ __typename: 'Gap', id });
    expect(data['gap']).toMatchObject({
      id,
      status: 'PENDING',
      settlesAt: minute(17),
      openings: 1,
      policy: 'p1',
      engine: 'e1',
      beforePolicy: false,
      deployment: { id: deploymentRef(4) },
      events: { nodes: [{ type: 'branch.pushed' }, { type: 'branch.pushed' }] },
      verdictHistory: {
        totalCount: 3,
        nodes: [
          { answer: 'GAP', recordedFrom: minute(15), recordedTo: null },
          { answer: 'PASS' },
          { answer: 'GAP', recordedTo: minute(10) },
        ],
      },
    });
  });

  it('shows what a resolved gap rested on', async () => {
    const { data } = await hub.ask(
      `{ gap(id: "${gapId({ rule: 'direct-push', subject: deploymentRef(3) })}") { status wouldPassIf verdict { answer recordedTo } } }`,
    );
    expect(data['gap']).toEqual({
      status: 'RESOLVED',
      wouldPassIf: 'a pull request had come',
      verdict: { answer: 'GAP', recordedTo: minute(14) },
    });
  });
});
