import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../src/config.js';
import { followToEnd } from '../../../src/follow/index.js';
import { activatePolicy } from '../../../src/hub/activate-policy.js';
import { list, runHub, type RunningHub } from '../../schema/running-hub.js';
import { blocksOf, jsonIn } from './blocks.js';

const TOOLS = ['endevor', 'changeman', 'ispw', 'complete'];
const blocks = blocksOf('mainframe');
const eventsOf = (tool: string) => jsonIn(blocks, `events ${tool}`) as readonly object[];

const MUTATION = `mutation ($input: RecordEventsInput!) { recordEvents(input: $input) {
  __typename ... on EventsRecorded { added } ... on EventsRefused { sentence mistakes { index path sentence } } } }`;

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
  const text = await readFile(new URL('../../../examples/zos/policy.yaml', import.meta.url), 'utf8');
  const { policy, problems } = checkPolicy(text, ['mainframe']);
  expect(problems).toEqual([]);
  await activatePolicy(hub.sql, policy!, hub.key, { text });
});
afterAll(() => hub.stop());

async function record(events: readonly object[]) {
  const variables = { input: { source: 'mainframe', events } };
  const { data, errors } = await hub.ask(MUTATION, { token: await hub.tokenFor('ingest'), variables });
  expect(errors).toEqual([]);
  return data['recordEvents'];
}

async function changeOf(key: string) {
  await followToEnd(hub.sql, hub.key);
  const question = `query ($key: String!) { change(by: { key: $key }) { title approvals { nodes { decision approver { name } } }
    executions { nodes { job purpose outcome returnCode } } assetSteps(first: 10) { nodes { name step } } } }`;
  return (await hub.ask(question, { variables: { key } })).data['change'];
}

describe('the recipe for mainframes', () => {
  it.each(TOOLS)('holds events of %s that the hub takes, and that sent again add nothing', async (tool) => {
    const first = await record(eventsOf(tool));
    expect(first).toMatchObject({ __typename: 'EventsRecorded' });
    expect(Number(first?.['added'])).toBeGreaterThan(0);
    expect(await record(eventsOf(tool))).toMatchObject({ __typename: 'EventsRecorded', added: 0 });
  });

  it('shows a package of Endevor with its approval, its job and what was moved', async () => {
    expect(await changeOf('PAY-42')).toMatchObject({
      title: 'New interest table',
      approvals: { nodes: [{ decision: 'APPROVED', approver: { name: 'Rosa Meyer' } }] },
      executions: { nodes: [{ job: 'NDVRPKG', outcome: 'SUCCEEDED', returnCode: '0000' }] },
      assetSteps: { nodes: [{ name: 'PROD.PAY.LOADLIB(PAYB010)', step: 'MOVED' }] },
    });
  });

  it('shows an installation by ChangeMan that abended and was backed out', async () => {
    const jobs = list((await changeOf('PAY-107'))?.['executions']?.['nodes']).map(({ job, purpose, outcome, returnCode }) =>
      [job, purpose, outcome, returnCode].join(' '),
    );
    expect(jobs).toEqual(['PAYINST IMPLEMENTATION FAILED S0C7', 'PAYREVT BACKOUT SUCCEEDED 0000']);
  });

  it('says up to when all was told of the packages, by what their keys begin with', async () => {
    await followToEnd(hub.sql, hub.key);
    const rows = await hub.sql<{ collection: string; upTo: Date }[]>`
      select collection, up_to as "upTo" from read.coverage where scope = 'thing:mainframe:project:PAY' order by collection`;
    expect(rows.map(({ collection }) => collection)).toEqual(['approvals', 'tickets']);
    for (const { upTo } of rows) expect(new Date(upTo)).toEqual(new Date('2026-04-09T00:00:00Z'));
  });

  it('names the place of a time without a zone', async () => {
    const [first] = eventsOf('endevor');
    expect(await record([{ ...first, at: '2026-04-06T20:05:00' }])).toMatchObject({
      __typename: 'EventsRefused',
      mistakes: [{ index: 0, path: 'at' }],
    });
  });
});
