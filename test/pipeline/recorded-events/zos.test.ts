import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectors } from '../../connectors/all.js';
import { checkPolicy, loadConfig } from '../../../src/config.js';
import { followToEnd } from '../../../src/follow/index.js';
import { activatePolicy } from '../../../src/hub/activate-policy.js';
import { list, runHub, type RunningHub, type Tree } from '../../schema/running-hub.js';
import { answersOn } from './told.js';

const FOLDER = new URL('../../../examples/zos/', import.meta.url);
const fileOf = (name: string) => readFile(new URL(name, FOLDER), 'utf8');

let hub: RunningHub;
let change: Tree;
beforeAll(async () => {
  const { pathname } = new URL('changeline.yaml', FOLDER);
  const { senders } = loadConfig({ CHANGELINE_CONFIG: pathname }, connectors);
  const text = await fileOf('policy.yaml');
  const { policy, problems } = checkPolicy(text, senders);
  expect(problems).toEqual([]);
  hub = await runHub();
  await activatePolicy(hub.sql, policy!, hub.key, { text });
  await followToEnd(hub.sql, hub.key);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await hub.tokenFor('ingest')}` };
  const answer = await fetch(`${hub.url}/graphql`, { method: 'POST', headers, body: await fileOf('record-events.json') });
  expect(await answer.json()).toMatchObject({ data: { recordEvents: { __typename: 'EventsRecorded' } } });
  await followToEnd(hub.sql, hub.key);
  change = (await hub.ask(QUESTION)).data['change']!;
});
afterAll(() => hub.stop());

const QUESTION = `{ change(by: { key: "ZCHG-1042" }) {
  title stage statusName creator { name }
  contents { content state }
  approvals { nodes { decision approver { name } } }
  executions { nodes { job kind purpose outcome returnCode trusted operator { name } } }
  assetSteps(first: 100) { totalCount nodes { kind step actor { name } trusted } }
  timeline(first: 200) { nodes { type } } } }`;

describe('the z/OS example', () => {
  it('is a change with its request, its approval and its stage', () => {
    expect(change).toMatchObject({
      title: 'New interest table for savings accounts',
      stage: 'CLOSED',
      statusName: 'Backed out',
      creator: { name: 'Dora Lind' },
      approvals: {
        nodes: [
          { decision: 'REQUESTED', approver: { name: 'Rosa Meyer' } },
          { decision: 'APPROVED', approver: { name: 'Rosa Meyer' } },
        ],
      },
    });
    const filled = list(change['contents']).filter(({ state }) => (state as unknown) === 'FILLED');
    expect(filled.map(({ content }) => content)).toEqual([
      'DESCRIPTION',
      'REQUESTER',
      'JUSTIFICATION',
      'IMPLEMENTATION_PLAN',
      'BACKOUT_PLAN',
      'IMPACT',
      'RISK',
      'PLANNED_START',
      'PLANNED_END',
    ]);
  });

  it('shows every job with its return code, the abend and the backout among them', () => {
    const jobs = list(change['executions']?.['nodes']).map(({ job, purpose, outcome, returnCode }) =>
      [job, purpose, outcome, returnCode].join(' '),
    );
    expect(jobs).toEqual([
      'PAYCOPY PREPARATION SUCCEEDED 0000',
      'PAYMOVE IMPLEMENTATION SUCCEEDED 0000',
      'PAYMOVE IMPLEMENTATION SUCCEEDED 0000',
      'PAYBIND IMPLEMENTATION SUCCEEDED_WITH_ISSUES 0004',
      'PAYCHECK VALIDATION FAILED S0C7',
      'PAYREST BACKOUT SUCCEEDED 0000',
      'PAYBIND BACKOUT SUCCEEDED 0000',
      'PAYCHECK VALIDATION SUCCEEDED 0000',
    ]);
    expect(list(change['executions']?.['nodes'])[0]).toMatchObject({ trusted: true, operator: { name: 'Ken Abe' } });
  });

  it('shows when each asset was reviewed, approved, scheduled, moved, validated and closed', () => {
    const steps = list(change['assetSteps']?.['nodes']).filter(({ kind }) => (kind as unknown) === 'DB2_BIND');
    expect(steps.map(({ step, actor }) => `${String(step)} ${String(actor?.['name'])}`)).toEqual([
      'REVIEWED Ken Abe',
      'APPROVED Rosa Meyer',
      'SCHEDULED Rosa Meyer',
      'MOVED Ken Abe',
      'VALIDATED Ken Abe',
      'CLOSED Dora Lind',
    ]);
    expect(change['assetSteps']?.['totalCount']).toBe(30);
  });

  it('has all of it on its timeline', () => {
    const types = list(change['timeline']?.['nodes']).map(({ type }) => String(type));
    const count = (type: string) => types.filter((one) => one === type).length;
    expect([count('execution.finished'), count('asset.progressed'), count('ticket.commented'), count('approval.decided')]).toEqual([
      8, 30, 1, 1,
    ]);
    expect(count('check.finished')).toBe(1);
  });

  it('was approved before the first job that implements it, by somebody else, and ran in its window', async () => {
    expect(await answersOn(hub, 'ZCHG-1042')).toMatchObject({
      'unapproved-deployment': 'PASS',
      'post-hoc-approval': 'PASS',
      'self-approval': 'PASS',
      'deployed-despite-rejection': 'PASS',
      'incomplete-request': 'PASS',
      'outside-window': 'PASS',
    });
  });

  it('has a record that its jobs and the steps of its assets are part of', async () => {
    const { data, errors } = await hub.ask(`{ change(by: { key: "ZCHG-1042" }) {
      record: recordContents { content state } proofs { proof state } outcome { value from derivation { sentence } }
      assets(first: 50) { nodes { kind name reviewed approved scheduled moved validated closed } } } }`);
    expect(errors).toEqual([]);
    const { record, proofs, outcome, assets } = data['change']!;
    const states = Object.fromEntries(list(record).map(({ content, state }) => [String(content), String(state)]));
    expect(states).toMatchObject({
      EXECUTION_EVIDENCE: 'PRESENT',
      FINAL_OUTCOME: 'PRESENT',
      APPROVAL_HISTORY: 'PRESENT',
      BACKOUT_PLAN: 'PRESENT',
    });
    expect(list(proofs)).toContainEqual({ proof: 'AUTHORISATION', state: 'PROVEN' });
    expect(list(proofs)).toContainEqual({ proof: 'EXECUTION', state: 'PROVEN' });
    expect(outcome).toMatchObject({ value: 'BACKED_OUT', from: 'DEPLOYMENTS' });
    expect(outcome?.['derivation']).toMatchObject([
      { sentence: 'BACKED_OUT: PAYREST ended SUCCEEDED, return code 0000. PAYBIND ended SUCCEEDED, return code 0000.' },
    ]);
    expect(list(assets?.['nodes']).find(({ kind }) => (kind as unknown) === 'COBOL_PROGRAM')).toEqual({
      kind: 'COBOL_PROGRAM',
      name: 'PROD.PAY.COBOL(PAYB010)',
      reviewed: '2026-04-02T10:00:00.000000Z',
      approved: '2026-04-03T09:12:00.000000Z',
      scheduled: '2026-04-03T09:20:00.000000Z',
      moved: '2026-04-06T20:09:48.000000Z',
      validated: '2026-04-06T20:26:30.000000Z',
      closed: '2026-04-07T08:00:00.000000Z',
    });
  });

  it('shows what is attached to it as a content of its record', async () => {
    const input = { to: 'ticket:mainframe:1042', note: 'Ops told the branches on 5 April.', shows: 'AFFECTED_SYSTEMS' };
    await hub.ask('mutation ($input: AttachEvidenceInput!) { attachEvidence(input: $input) { __typename } }', { variables: { input } });
    await followToEnd(hub.sql, hub.key);
    const { data } = await hub.ask('{ change(by: { key: "ZCHG-1042" }) { record: recordContents { content state } } }');
    expect(list(data['change']?.['record'])).toContainEqual({ content: 'AFFECTED_SYSTEMS', state: 'LATE' });
  });
});
