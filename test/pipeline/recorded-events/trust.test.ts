import { afterEach, describe, expect, it } from 'vitest';
import { list, type RunningHub } from '../../schema/running-hub.js';
import { answersOn, hubThatTrusts, push, SENDER, type Trusted } from './told.js';

let hub: RunningHub | null = null;
afterEach(async () => {
  await hub?.stop();
  hub = null;
});

const petra = { id: 'U1', name: 'Petra' };
const omar = { id: 'U2', name: 'Omar' };
const TICKET = `ticket:${SENDER}:42`;

const STORY: readonly object[] = [
  {
    type: 'ticket.created',
    id: '42',
    at: '2026-03-02T08:00:00Z',
    data: { key: 'ZCHG-42', type: 'Change', title: 'New tariff', creator: petra },
  },
  {
    type: 'approval.decided',
    id: 'A1',
    transition: '1',
    at: '2026-03-02T10:00:00Z',
    data: { about: TICKET, approver: omar, decision: 'APPROVED' },
  },
  { type: 'execution.started', id: 'JOB1', at: '2026-03-03T22:00:00Z', data: { change: 'ZCHG-42', job: 'TARIFF', operator: petra } },
  { type: 'coverage.changed', id: 'c1', at: '2026-03-04T00:00:00Z', data: { project: 'ZCHG', upTo: '2026-03-04T00:00:00Z' } },
];

const ALL: Trusted = ['ticket.created', 'approval.decided', 'execution.started', 'coverage.changed'];
const but = (type: string): Trusted => ALL.filter((one) => one !== type);

async function told(trusted: Trusted): Promise<Record<string, string>> {
  hub = await hubThatTrusts(trusted);
  await push(hub, STORY);
  return answersOn(hub, 'ZCHG-42');
}

it('what a sender says stands in the record as it was stated, and proves nothing where policy does not trust it', async () => {
  hub = await hubThatTrusts([]);
  await push(hub, STORY);
  const { data, errors } =
    await hub.ask(`{ change(by: { key: "ZCHG-42" }) { approvals { nodes { decision event { trusted } } } timeline(first: 1) { nodes { trusted } }
    recordContents { content state unread } proofs { proof state } outcome { value } } }`);
  expect(errors).toEqual([]);
  const { approvals, recordContents, proofs } = data['change']!;
  expect(approvals).toEqual({ nodes: [{ decision: 'APPROVED', event: { trusted: false } }] });
  expect(data['change']?.['timeline']).toEqual({ nodes: [{ trusted: false }] });
  const history = list(recordContents).find(({ content }) => (content as unknown) === 'APPROVAL_HISTORY');
  expect([history?.['state'], JSON.stringify(history?.['unread'])]).toEqual([
    'PRESENT',
    expect.stringContaining('Policy does not trust tso-acme for it: it is shown as it was stated.'),
  ]);
  expect(list(proofs).map(({ state }) => String(state))).not.toContain('PROVEN');
});

describe('what a sender says satisfies a rule', () => {
  it('where policy trusts it for each type of event that the rule rests on', async () => {
    expect(await told(ALL)).toMatchObject({ 'unapproved-deployment': 'PASS', 'self-approval': 'PASS' });
  });

  it('and is no approval where policy does not trust it for approvals', async () => {
    expect(await told(but('approval.decided'))).toMatchObject({ 'unapproved-deployment': 'GAP' });
  });

  it('and is no implementation where policy does not trust it for executions', async () => {
    // Approved long ago, and as far as anybody who is believed says, never done; what was told since nobody read.
    expect(await told(but('execution.started'))).toEqual({ 'approved-not-implemented': 'INDETERMINATE' });
  });

  it('and is no ticket where policy does not trust it for tickets', async () => {
    expect(await told(but('ticket.created'))).toEqual({});
  });

  it('and proves no absence where policy does not trust it to have told all', async () => {
    expect(await told(but('coverage.changed'))).toMatchObject({ 'unapproved-deployment': 'INDETERMINATE' });
  });

  it('and satisfies nothing where policy says nothing of it, yet stands on the timeline', async () => {
    expect(await told([])).toEqual({});
    const { data } = await hub!.ask('{ timeline(filter: { sources: ["tso-acme"] }, first: 20) { nodes { type } } }');
    expect(JSON.stringify(data)).toMatch(/approval\.decided.*ticket\.created/);
  });
});

const SHA = 'c'.repeat(40);
const RELEASE: readonly object[] = [
  {
    type: 'deployment.requested',
    id: 'D1',
    at: '2026-03-03T09:00:00Z',
    data: { repository: 'repository:github-acme:1', sha: SHA, environment: 'prod', production: true },
  },
  { type: 'deployment.started', id: 'D1', at: '2026-03-03T09:01:00Z', data: {} },
  { type: 'deployment.finished', id: 'D1', at: '2026-03-03T09:02:00Z', data: { outcome: 'SUCCEEDED' } },
];

/** How far the deployment got, and how many rules say something of it. */
async function deployed(trusted: Trusted): Promise<string> {
  hub = await hubThatTrusts(trusted);
  await push(hub, RELEASE);
  const { data } = await hub.ask(`{ deployment(id: "deployment:${SENDER}:D1") { outcome relation verdicts { totalCount } } }`);
  const { outcome, relation, verdicts } = data['deployment']!;
  return [outcome, relation, Number(verdicts?.['totalCount']) > 0 ? 'judged' : 'not judged'].join(', ');
}

const DEPLOYMENTS: Trusted = ['deployment.requested', 'deployment.started', 'deployment.finished'];

describe('a deployment that a sender tells of', () => {
  it('is judged where policy trusts the sender for it', async () => {
    expect(await deployed(DEPLOYMENTS)).toBe('SUCCEEDED, UNDECIDED, judged');
  });

  it('is no deployment to the rules where policy does not', async () => {
    expect(await deployed([])).toBe('REQUESTED, UNDECIDED, not judged');
  });
});

describe('an approval of one sender’s ticket that another sender tells of', () => {
  it.each([
    ['approval.decided', 'PASS'],
    ['ticket.created', 'GAP'],
  ])('counts by what policy trusts that other one for: %s gives %s', async (type, answer) => {
    hub = await hubThatTrusts(but('approval.decided'), { mainframe: [type] });
    const isApproval = (event: object) => 'type' in event && event.type === 'approval.decided';
    await push(
      hub,
      STORY.filter((event) => !isApproval(event)),
    );
    await push(hub, STORY.filter(isApproval), 'mainframe');
    expect(await answersOn(hub, 'ZCHG-42')).toMatchObject({ 'unapproved-deployment': answer });
  });
});

describe('sources show who pushes events', () => {
  const SOURCES =
    '{ sources { name connector health sentence refused lagSeconds lastDeliveryAt coverage { nodes { collection state upTo } } } }';

  it('with how far it told all, how long ago that is, and what was refused of it last', async () => {
    hub = await hubThatTrusts(ALL);
    const silent = list((await hub.ask(SOURCES)).data['sources']).find(({ name }) => String(name) === SENDER);
    expect(silent).toMatchObject({
      connector: 'events',
      health: 'STARTING',
      sentence: 'tso-acme has pushed nothing yet.',
      lagSeconds: null,
    });
    await push(hub, STORY);
    const told = list((await hub.ask(SOURCES)).data['sources']).find(({ name }) => String(name) === SENDER);
    expect(told).toMatchObject({ connector: 'events', health: 'HEALTHY', refused: 0 });
    expect(Number(told?.['lagSeconds'])).toBeGreaterThan(3600);
    expect(list(told?.['coverage']?.['nodes']).map(({ upTo }) => String(upTo))).toContain('2026-03-04T00:00:00.000000Z');
    await expect(push(hub, [{ type: 'ticket.created', id: '43' }])).rejects.toThrow('cannot be read');
    const refused = list((await hub.ask(SOURCES)).data['sources']).find(({ name }) => String(name) === SENDER);
    expect(refused).toMatchObject({ health: 'REFUSED', refused: 1, sentence: 'The last events that it pushed could not be read.' });
  });
});
