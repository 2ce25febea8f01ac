import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followToEnd } from '../../src/follow/index.js';
import { deploy, deploymentRef, openGap } from './deployed.js';
import { stepOfGap } from './gap-steps.js';
import { minute } from './facts.js';
import { runHub, type RunningHub } from './running-hub.js';
import { connect, subscribe } from './socket.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await Promise.all([hub.tokenFor('viewer'), hub.tokenFor('administrator')]);
  await deploy(hub.sql, 2);
  await followToEnd(hub.sql, hub.key);
});
afterAll(() => hub.stop());

const ALERTS =
  'subscription ($after: LedgerCursor, $filter: GapFilter) { gapAlerts(after: $after, filter: $filter) { type at sentence severity cursor gap { id subject status } } }';
const asOf = async () => {
  const { data } = await hub.ask('{ timeline(first: 1) { asOfCursor } }');
  return String(data['timeline']?.['asOfCursor']);
};

describe('alerts of gaps', () => {
  it('come for every recorded step that matches, and resume', async () => {
    const start = await asOf();
    await openGap(hub.sql, 1, 'OPEN', 5);
    await openGap(hub.sql, 2, 'OPEN', 5);
    await stepOfGap(hub, 'gap.opened', 1);
    await stepOfGap(hub, 'gap.opened', 2);
    await stepOfGap(hub, 'gap.resolved', 1);
    const client = await connect(hub);
    const all = subscribe(client, ALERTS, { after: start, filter: { rules: ['direct-push'], repository: 'acme/pay' } });
    await all.until(3);
    expect(all.got.map(({ data }) => data?.['gapAlerts']?.['type'])).toEqual(['gap.opened', 'gap.opened', 'gap.resolved']);
    expect(all.got[0]?.data?.['gapAlerts']).toMatchObject({
      at: minute(1),
      sentence: 'Said at gap.opened.',
      severity: 'HIGH',
      gap: { subject: deploymentRef(1) },
    });
    const rest = subscribe(client, ALERTS, { after: String(all.got[1]?.data?.['gapAlerts']?.['cursor']) });
    await rest.until(1);
    expect(rest.got[0]?.data?.['gapAlerts']?.['type']).toBe('gap.resolved');
    const { data } = await hub.ask(
      `{ gap(id: "${String(all.got[0]?.data?.['gapAlerts']?.['gap']?.['id'])}") { steps { type sentence } } }`,
    );
    expect(data['gap']?.['steps']).toEqual([
      { type: 'gap.opened', sentence: 'Said at gap.opened.' },
      { type: 'gap.resolved', sentence: 'Said at gap.resolved.' },
    ]);
    await client.dispose();
  });
});
