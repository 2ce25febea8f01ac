import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '#contract';
import { answersIn } from '../../../connectors/jenkins/poll/inputs.js';
import { eventsOf, ioOf, pass, TOKEN } from './reading.js';
import { type StandIn, standIn } from '../../../src/sample/jenkins/stand-in.js';
import { type Build, build, MIDNIGHT } from '../../../src/sample/jenkins/world.js';

let tool: StandIn;
beforeEach(async () => void (tool = await standIn(TOKEN)));
afterEach(() => tool.close());

const DEPLOYS = { deployments: [{ job: 'pay', environment: 'production', changeParameter: 'CHANGE' }] };

async function told(one: Build, more: object = DEPLOYS): Promise<readonly Draft[]> {
  tool.jobs.set('pay', { builds: [one] });
  return eventsOf((await pass(ioOf(tool, more))).records);
}
const typesOf = (events: readonly Draft[]) => events.map(({ type }) => type);
const startOf = (events: readonly Draft[]) => events.find(({ type }) => type === 'deployment.started')?.occurredAt;

describe('an input', () => {
  it('that waits asks for an approval of the deployment, which has not begun', async () => {
    const events = await told(build(1, { result: null, isPipeline: true, pending: ['Proceed'] }));
    expect(typesOf(events)).toEqual(['approval.requested']);
  });

  it('that was answered lets the deployment begin after it', async () => {
    const events = await told(build(1, { isPipeline: true, answers: [{ word: 'Approved', user: 'ana' }] }));
    const decided = events.find(({ type }) => type === 'approval.decided');
    expect(decided?.core).toMatchObject({
      approver: { $account: 'ana' },
      decision: 'APPROVED',
      deployment: { $ref: ['deployment', expect.any(String)] },
    });
    expect(decided && decided.occurredAt!.to <= startOf(events)!.from).toBe(true);
    expect(startOf(events)?.from).toBe(new Date(MIDNIGHT + 70_000).toISOString().replace('Z', '000Z'));
  });

  it('that was rejected leaves a deployment that never began', async () => {
    const events = await told(build(1, { result: 'ABORTED', isPipeline: true, answers: [{ word: 'Rejected', user: 'ana' }] }));
    expect(typesOf(events)).toEqual(['deployment.requested', 'approval.decided']);
  });

  it('is not asked for where there is no Stage View, and the log is read of builds alone that paused', async () => {
    await told(build(1, { isPipeline: true }));
    expect(tool.requests.some((line) => line.includes('logText'))).toBe(false);
    tool.hasStages = false;
    const answered = build(1, { isPipeline: true, answers: [{ word: 'Approved', user: 'ana' }] });
    expect(typesOf(await told(answered))).toEqual(['deployment.requested', 'deployment.started', 'deployment.finished']);
  });

  it('cannot be answered by what a script prints', async () => {
    const prints = "Approved by <a href='/user/ana'>ana</a>\nApproved by ana";
    const events = await told(build(1, { isPipeline: true, prints, answers: [{ word: 'Approved', user: 'ben' }] }));
    const decided = events.filter(({ type }) => type === 'approval.decided');
    expect(decided.map(({ core }) => core['approver'])).toMatchObject([{ $account: 'ben' }]);
  });
});

it('finds answers behind time stamps, under a path, and of users with odd names', () => {
  const log = [
    "<span class='timestamp'><b>12:00:00</b> </span>Approved by <a href='/ci/user/ana%20r/' class='x'>Ana R.</a>",
    "  Approved by <a href='/user/indented'>x</a>",
    "Rejected by <a href='https://jenkins.acme.example/user/%E0%A4%A/'>x</a>",
    'Approved by nobody',
  ].join('\n');
  expect(answersIn(log)).toEqual([
    { user: 'ana r', decision: 'APPROVED' },
    { user: '%E0%A4%A', decision: 'REJECTED' },
  ]);
});

describe('parameters', () => {
  const given = (name: string, value: string, kind = 'hudson.model.StringParameterValue') => ({ _class: kind, name, value });

  it('are kept without secrets, whoever calls them so', async () => {
    const parameters = [
      given('CHANGE', 'CHG0030192'),
      given('DB_PASSWORD', 'hunter2'),
      given('NOTHING_ODD', 'hunter2', 'hudson.model.PasswordParameterValue'),
      given('LICENCE', 'hunter2'),
    ];
    tool.jobs.set('pay', { builds: [build(1, { parameters })] });
    const { records } = await pass(ioOf(tool, { ...DEPLOYS, secretParameters: ['LICENCE'] }));
    expect(JSON.stringify(records)).not.toContain('hunter2');
    const asked = eventsOf(records).find(({ type }) => type === 'deployment.requested');
    expect(asked?.seen?.['parameters']).toEqual({
      CHANGE: 'CHG0030192',
      DB_PASSWORD: '[redacted]',
      NOTHING_ODD: '[redacted]',
      LICENCE: '[redacted]',
    });
    expect(asked?.mentions).toContainEqual({
      names: { kind: 'ticket', text: 'CHG0030192' },
      method: 'RELATION',
      place: 'parameters.CHANGE',
    });
  });

  it('say where to, and a build that names no environment is no deployment', async () => {
    const deployments = [{ job: 'pay', environmentParameter: 'TARGET' }];
    const events = await told(build(1, { parameters: [given('TARGET', 'eu-1')] }), { deployments });
    expect(events.map(({ core }) => core['environment'])).toEqual(['eu-1', 'eu-1', 'eu-1']);
    expect(typesOf(await told(build(1, { parameters: [given('TARGET', '')] }), { deployments }))).toEqual([
      'build.started',
      'build.finished',
    ]);
  });
});
