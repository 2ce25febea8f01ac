import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { followToEnd } from '../../src/follow/index.js';
import { gapId } from '../../src/read/index.js';
import { deploy, deploymentRef, judge, openGap } from './deployed.js';
import { minute } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  const policy = policySchema.parse({ teams: { payments: {} }, services: { pay: { team: 'payments', repositories: ['acme/pay'] } } });
  await activatePolicy(hub.sql, policy, hub.key);
  await followToEnd(hub.sql, hub.key);
  await deploy(hub.sql, 5);
  await hub.sql`update deployment_range set service = 'pay' where deployment <> ${deploymentRef(5)}`;
  await hub.sql`update deployment_range set environment = 'staging' where deployment = ${deploymentRef(2)}`;
  for (const n of [1, 2, 3, 4]) {
    await judge(hub.sql, { n, answer: 'GAP', from: 10 });
    await openGap(hub.sql, n, 'OPEN', 20 - n);
  }
  await judge(hub.sql, { n: 5, answer: 'GAP', from: 11 });
  await hub.sql`update gap set severity = 'CRITICAL' where subject = ${deploymentRef(2)}`;
  await hub.sql`update gap set severity = 'LOW', assignee = 'person:eve' where subject = ${deploymentRef(1)}`;
  await hub.sql`
    update gap set status = 'WAIVED', disposition = 'FALSE_POSITIVE', waived_until = ${minute(100)} where subject = ${deploymentRef(3)}`;
});
afterAll(() => hub.stop());

const numbers = (nodes: unknown) => list(nodes as never).map((gap) => Number(String(gap['subject']).split(':').at(-1)));
async function found(filter: string): Promise<readonly number[]> {
  const { data, errors } = await hub.ask(`{ gaps(filter: { ${filter} }) { nodes { subject } } }`);
  expect(errors).toEqual([]);
  return numbers(data['gaps']?.['nodes']);
}

describe('gaps', () => {
  it.each([
    ['service: "pay"', [1, 2, 3, 4]],
    ['service: "acme/pay"', [5]],
    ['team: "payments"', [1, 2, 3, 4]],
    ['team: "nobody"', []],
    ['environment: "staging"', [2]],
    ['assignee: "person:eve"', [1]],
    ['assigned: true', [1]],
    ['assigned: false, statuses: [OPEN]', [2, 4]],
    ['dispositions: [FALSE_POSITIVE]', [3]],
    ['dispositions: [RISK_ACCEPTED]', []],
    [`changedFrom: "${minute(17)}", changedTo: "${minute(19)}"`, [2, 3]],
    [`waivedUntilBefore: "${minute(101)}"`, [3]],
    [`waivedUntilBefore: "${minute(100)}"`, []],
    [`ids: ["${gapId({ rule: 'direct-push', subject: deploymentRef(4) })}", "x"]`, [4]],
  ])('are filtered: %s', async (filter, expected) => {
    expect([...(await found(filter))].sort()).toEqual(expected);
  });

  it.each([
    ['CHANGED', [1, 2, 3, 4, 5]],
    ['OPENED', [5, 4, 3, 2, 1]],
    ['SEVERITY', [2, 3, 4, 5, 1]],
  ])('are listed by %s, page after page, without gap or repeat', async (order, expected) => {
    const seen: number[] = [];
    for (let after = ''; ;) {
      const { data, errors } = await hub.ask(
        `{ gaps(orderBy: ${order}, first: 2${after}) { nodes { subject } pageInfo { endCursor hasNextPage } } }`,
      );
      expect(errors).toEqual([]);
      seen.push(...numbers(data['gaps']?.['nodes']));
      if (String(data['gaps']?.['pageInfo']?.['hasNextPage']) !== 'true') break;
      after = `, after: "${String(data['gaps']?.['pageInfo']?.['endCursor'])}"`;
    }
    expect(seen).toEqual(expected);
  });

  it('take no cursor of another order', async () => {
    const { data } = await hub.ask('{ gaps(orderBy: OPENED, first: 1) { pageInfo { endCursor } } }');
    const { errors } = await hub.ask(
      `{ gaps(orderBy: SEVERITY, first: 1, after: "${String(data['gaps']?.['pageInfo']?.['endCursor'])}") { nodes { id } } }`,
    );
    expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
  });

  it('are counted by each property over all that match, not over the page; one without a value is not counted', async () => {
    const { data, errors } = await hub.ask(
      `{ gaps(first: 1, filter: { rules: ["direct-push"] }) {
        facets(by: [SEVERITY, STATUS, SERVICE, TEAM, ENVIRONMENT, ASSIGNEE, DISPOSITION, RULE, RULE]) { by exact values { value count } } } }`,
    );
    expect(errors).toEqual([]);
    const counted = Object.fromEntries(
      list(data['gaps']?.['facets']).map((facet) => [
        String(facet['by']),
        list(facet['values']).map((each) => `${String(each['value'])} ${String(each['count'])}`),
      ]),
    );
    expect(counted).toEqual({
      SEVERITY: ['HIGH 3', 'CRITICAL 1', 'LOW 1'],
      STATUS: ['OPEN 3', 'PENDING 1', 'WAIVED 1'],
      SERVICE: ['pay 4', 'acme/pay 1'],
      TEAM: ['payments 4'],
      ENVIRONMENT: ['production 4', 'staging 1'],
      ASSIGNEE: ['person:eve 1'],
      DISPOSITION: ['FALSE_POSITIVE 1'],
      RULE: ['direct-push 5'],
    });
  });
});
