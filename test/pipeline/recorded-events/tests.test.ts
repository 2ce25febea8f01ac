import { afterEach, describe, expect, it } from 'vitest';
import { list, type RunningHub } from '../../schema/running-hub.js';
import { hubThatTrusts, push, type Trusted } from './told.js';

let hub: RunningHub | null = null;
afterEach(async () => {
  await hub?.stop();
  hub = null;
});

const TICKET = {
  type: 'ticket.created',
  id: '42',
  at: '2026-03-02T08:00:00Z',
  data: { key: 'ZCHG-42', type: 'Change', title: 'New tariff', creator: { id: 'U1', name: 'Petra' } },
};
const JOB = { type: 'execution.started', id: 'JOB1', at: '2026-03-03T22:00:00Z', data: { change: 'ZCHG-42', job: 'TARIFF' } };
const test = (id: string, at: string, conclusion: string) => ({
  type: 'check.finished',
  id,
  at,
  data: { change: 'ZCHG-42', name: 'REGRESSION', conclusion },
});
const ALL: Trusted = ['ticket.created', 'execution.started', 'check.finished'];

async function evidence(events: readonly object[], trusted: Trusted = ALL): Promise<string> {
  hub = await hubThatTrusts(trusted);
  for (const event of events) await push(hub, [event]);
  const { data } = await hub.ask(`{ change(by: { key: "ZCHG-42" }) { recordContents { content state } proofs { proof state } } }`);
  const content = list(data['change']?.['recordContents']).find((one) => String(one['content']) === 'TESTING_EVIDENCE');
  return `${String(content?.['state'])} ${String(list(data['change']?.['proofs']).find((one) => String(one['proof']) === 'READINESS')?.['state'])}`;
}

describe('testing evidence that a sender tells of by the change', () => {
  it('is PRESENT where it ended before the start, whichever came first: the test or its ticket', async () => {
    const passed = test('T1', '2026-03-03T20:00:00Z', 'SUCCESS');
    expect(await evidence([TICKET, JOB, passed])).toMatch(/^PRESENT NOT_PROVEN/);
    await hub?.stop();
    expect(await evidence([passed, TICKET, JOB])).toMatch(/^PRESENT NOT_PROVEN/);
  });

  it('is LATE where it ended after the start, and contradicts readiness where it failed before', async () => {
    expect(await evidence([TICKET, JOB, test('T1', '2026-03-04T20:00:00Z', 'SUCCESS')])).toMatch(/^LATE NOT_PROVEN/);
    await hub?.stop();
    expect(await evidence([TICKET, JOB, test('T1', '2026-03-03T20:00:00Z', 'FAILURE')])).toMatch(/^PRESENT CONTRADICTED/);
  });
});
