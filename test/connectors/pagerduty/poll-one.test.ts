import { afterEach, describe, expect, it } from 'vitest';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { connected, type Connected, eventsOf, idsIn, pass } from './reading.js';
import { incident, worldOf } from '../../../src/sample/pagerduty/world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.tool.close());

describe('alone', () => {
  it('an incident is read by a doorbell, where its service is read', async () => {
    const { io } = await connect(worldOf([incident(1, 1000), incident(2, 1001, { now: 'POTHER1' })]), { services: ['PIJ90N7'] });
    const fetch = (id: string) => pagerduty.poll.fetch({ collection: 'incidents', reference: { incident: id } }, io);
    const { records } = await pass(io);
    expect(idsIn(records)).toEqual(['PINC000001']);
    expect((await fetch('PINC000001')).records).toEqual(records);
    expect((await fetch('PINC000002')).records).toEqual([]);
    expect((await fetch('PNOBODY')).records).toEqual([]);
    await expect(pagerduty.poll.fetch({ collection: 'incidents', reference: { incident: '../services' } }, io)).rejects.toThrow(
      /can read alone/,
    );
  });

  it('has what its related change events name, and none of what a monitor sent along', async () => {
    const sha = 'ab'.repeat(20);
    const links = [{ href: `https://github.com/acme/pay/commit/${sha}`, text: 'commit' }];
    const changes = [
      {
        id: '01BB',
        summary: 'Deployed PAY-12',
        custom_details: { password: 'hunter2' },
        links,
        correlation_reason: { reason: 'most_recent' },
      },
    ];
    const { io } = await connect(worldOf([incident(1, 1000)], { changes: new Map([['PINC000001', changes]]) }));
    const { records } = await pass(io);
    expect(JSON.stringify(records)).not.toContain('hunter2');
    expect(eventsOf(records)[0]?.mentions?.map(({ names }) => names)).toEqual([
      { kind: 'ticket', text: 'PAY-12' },
      { kind: 'commit', text: sha },
    ]);
  });
});
