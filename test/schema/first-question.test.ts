import { afterAll, beforeAll, expect, it } from 'vitest';
import { FIRST_QUESTION } from '../../src/server/first-question.js';
import { deploy, judge } from './deployed.js';
import { pushed, record } from './facts.js';
import { list, runHub, type RunningHub } from './running-hub.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await record(hub.sql, hub.key, [pushed(1)]);
  await deploy(hub.sql, 2);
  await judge(hub.sql, { n: 2, answer: 'GAP', from: 2 });
});
afterAll(() => hub.stop());

it('fits the width of the editor', () => {
  const lines = FIRST_QUESTION.split('\n');
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => line.length > 60)).toEqual([]);
});

it('is answered with deployments, their verdicts and gaps, and a timeline without the hub’s own events', async () => {
  await hub.tokenFor('administrator');
  const { data, errors } = await hub.ask(FIRST_QUESTION);
  expect(errors).toEqual([]);
  expect(list(data['deployments']?.['nodes'])[0]).toMatchObject({
    gitRef: 'v2',
    verdicts: { nodes: [{ rule: 'direct-push', answer: 'GAP' }] },
    gaps: { nodes: [{ status: 'PENDING' }] },
  });
  expect(list(data['timeline']?.['nodes']).map((event) => event['type'])).toEqual(['branch.pushed']);
});
