import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policySchema } from '#contract';
import { followToEnd } from '../../src/follow/index.js';
import { activatePolicy } from '../../src/hub/activate-policy.js';
import { gapId } from '../../src/read/index.js';
import { deploy, deploymentRef, judge } from './deployed.js';
import { openStream } from './event-stream.js';
import { runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe } from './socket.js';
import { tokenHolder } from './token-holder.js';

let hub: RunningHub;
let cora: string;
let start: string;
const id = (n: number) => gapId({ rule: 'direct-push', subject: deploymentRef(n) });

async function does(mutation: string): Promise<void> {
  const { data, errors } = await hub.ask(`mutation { done: ${mutation} { __typename } }`, { token: cora });
  expect({ errors, done: data['done'] }).toEqual({ errors: [], done: { __typename: 'GapStepped' } });
  await followToEnd(hub.sql, hub.key);
}

beforeAll(async () => {
  hub = await runHub();
  await Promise.all([hub.tokenFor('viewer'), hub.tokenFor('administrator')]);
  await activatePolicy(hub.sql, policySchema.parse({ people: { 'Cora Lind': { accounts: [] } } }), hub.key);
  await deploy(hub.sql, 3);
  cora = await tokenHolder(hub)('Cora Lind');
  const { data } = await hub.ask('{ timeline(first: 1) { asOfCursor } }');
  start = String(data['timeline']?.['asOfCursor']);
  for (const n of [1, 2, 3]) await judge(hub.sql, { n, answer: 'GAP', from: n });
  await followToEnd(hub.sql, hub.key);
  await hub.sql`update gap set baseline = true where subject = ${deploymentRef(3)}`;
  const until = new Date(Date.now() + 86_400_000).toISOString();
  await does(`acknowledgeGap(input: { id: "${id(1)}", reason: "Seen." })`);
  await does(`acknowledgeGap(input: { id: "${id(3)}", reason: "Old." })`);
  await does(`waiveGap(input: { id: "${id(1)}", reason: "A week.", disposition: RISK_ACCEPTED, until: "${until}" })`);
  await does(`reopenGap(input: { id: "${id(1)}", reason: "No more." })`);
});
afterAll(() => hub.stop());

const ALERTS = `subscription ($after: LedgerCursor, $filter: GapFilter) {
  gapAlerts(after: $after, filter: $filter) { type cursor step { byName reason disposition } gap { subject status } } }`;
const ONE = { rules: ['direct-push'] };
const STEPS = ['gap.opened', 'gap.opened', 'gap.acknowledged', 'gap.waived', 'gap.reopened'];

describe('alerts of the steps that people take', () => {
  it('come over WebSocket in the order of the ledger, with who and why; of gaps from before go-live none comes', async () => {
    const client = await connect(hub);
    const all = subscribe(client, ALERTS, { after: start, filter: ONE });
    await all.until(5);
    const alerts = all.got.map(({ data }) => data?.['gapAlerts']);
    expect(alerts.map((alert) => alert?.['type'])).toEqual(STEPS);
    expect(alerts[3]).toMatchObject({
      step: { byName: 'Cora Lind', reason: 'A week.', disposition: 'RISK_ACCEPTED' },
      gap: { subject: deploymentRef(1), status: 'OPEN' },
    });
    expect(alerts.map((alert) => alert?.['gap']?.['subject'])).not.toContain(deploymentRef(3));
    await client.dispose();
  });

  it('come over SSE, and go on after Last-Event-ID without one lost or doubled', async () => {
    const query = ALERTS;
    const variables = { after: start, filter: ONE };
    const first = await openStream(hub, { query, variables });
    await first.until((got) => got.filter(({ event }) => event === 'next').length >= 3);
    const third = first.got.filter(({ event }) => event === 'next')[2]?.id ?? '';
    first.cut();
    const authorization = `Bearer ${await hub.tokenFor('viewer')}`;
    const rest = await openStream(hub, { query, variables, headers: { authorization, 'last-event-id': third } });
    await rest.until((got) => got.filter(({ event }) => event === 'next').length >= 2);
    const types = rest.news().map((data) => data['data']?.['gapAlerts']?.['type']);
    expect(types).toEqual(STEPS.slice(3));
    rest.cut();
  });

  it('come only for gaps that match as they stand when the alert is told', async () => {
    const client = await connect(hub);
    const some = subscribe(client, ALERTS, { after: start, filter: { statuses: ['OPEN'], ids: [id(1)] } });
    await some.until(4);
    expect(some.got.map(({ data }) => data?.['gapAlerts']?.['type'])).toEqual(['gap.opened', ...STEPS.slice(2)]);
    await client.dispose();
  });
});
