import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningHub } from '../../schema/running-hub.js';
import { hubThatTrusts, push } from './told.js';

let hub: RunningHub;
beforeAll(async () => {
  hub = await hubThatTrusts(['ticket.created']);
});
afterAll(() => hub.stop());

const data = { change: 'ZCHG-9', job: 'MOVE' };
const QUESTION = `change(by: { key: "ZCHG-9" }, knownAt: $at) { executions { nodes { job outcome finished { from } trusted } } evidence { totalCount } }`;

it('shows a job, and what was attached, as the hub knew them at a past moment', async () => {
  await push(hub, [
    { type: 'ticket.created', id: '9', at: '2026-03-02T08:00:00Z', data: { key: 'ZCHG-9', type: 'Change' } },
    { type: 'execution.started', id: 'J9', at: '2026-03-02T20:00:00Z', data },
  ]);
  const [then] = await hub.sql<{ at: string }[]>`select recorded_at as at from ledger_head`;
  await push(hub, [{ type: 'execution.finished', id: 'J9', at: '2026-03-02T20:05:00Z', data: { ...data, outcome: 'FAILED' } }]);
  const note = { to: 'ticket:tso-acme:9', note: 'It abended.' };
  await hub.ask(`mutation ($input: AttachEvidenceInput!) { attachEvidence(input: $input) { __typename } }`, { variables: { input: note } });
  await push(hub, [{ type: 'execution.started', id: 'J10', at: '2026-03-02T21:00:00Z', data: { job: 'OTHER' } }]);
  const ask = async (at: string | null) => (await hub.ask(`query ($at: DateTime) { ${QUESTION} }`, { variables: { at } })).data['change'];
  expect(await ask(null)).toEqual({
    executions: { nodes: [{ job: 'MOVE', outcome: 'FAILED', finished: { from: '2026-03-02T20:05:00Z' }, trusted: false }] },
    evidence: { totalCount: 1 },
  });
  expect(await ask(then!.at)).toEqual({
    executions: { nodes: [{ job: 'MOVE', outcome: null, finished: null, trusted: false }] },
    evidence: { totalCount: 0 },
  });
});
