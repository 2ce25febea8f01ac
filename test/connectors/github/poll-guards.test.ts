import { afterEach, describe, expect, it } from 'vitest';
import { type RuleSuite, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, BEN, BOT, pay, shaOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString().replace(/\.\d+/, '');
const production = () => ({ id: 901, name: 'eu/production', reviewers: [BEN, { team: 77, slug: 'cab' }], createdAt: ago(99) });

describe('reading environments', () => {
  it('tells who must review, how long is waited, from which branches, and which apps are asked', async () => {
    const environment = { ...production(), waitMinutes: 30, preventSelfReview: true, branches: ['main', 'release/*'], apps: ['sentry'] };
    const { io } = await connect(worldOf([pay(1, { environments: [environment, { id: 902, name: 'staging', createdAt: ago(9) }] })]));
    const { records, claims } = await pass(io, 'environments');
    expect(claims).toMatchObject([{ collection: 'environments', state: 'COMPLETE' }]);
    const [first, second] = eventsOf(records);
    expect(first).toMatchObject({ type: 'protection.observed', subject: { $ref: ['thing', 'environment', '901'] }, occurredAt: null });
    expect(first?.core).toEqual({
      place: { $ref: ['repository', '4711'] },
      environment: 'eu/production',
      settings: {
        waitMinutes: 30,
        reviewersRequired: true,
        selfReviewPrevented: true,
        adminsMayBypass: true,
        branches: ['branch main', 'branch release/*'],
        apps: ['sentry'],
        others: [],
      },
      reviewers: [
        { team: null, account: { $account: '502', kind: 'PERSON', login: 'ben' } },
        { team: '77', account: null },
      ],
    });
    expect(second?.core).toMatchObject({ environment: 'staging', settings: { reviewersRequired: false, branches: 'ALL' }, reviewers: [] });
  });

  it('records a change, and the way back, as facts of their own; and nothing where nothing changed', async () => {
    const environment: ReturnType<typeof production> & { preventSelfReview?: boolean } = production();
    const { io } = await connect(worldOf([pay(1, { environments: [environment] })]));
    const first = await pass(io, 'environments');
    const still = await pass(io, 'environments', first.cursor);
    expect(still.records).toEqual([]);
    environment.preventSelfReview = true;
    const loosened = await pass(io, 'environments', still.cursor);
    environment.preventSelfReview = false;
    const back = await pass(io, 'environments', loosened.cursor);
    const events = eventsOf([...first.records, ...loosened.records, ...back.records]);
    expect(events.map(({ identity }) => identity.discriminator?.[0])).toEqual(['1', '2', '3']);
    expect(new Set(events.map(({ identity }) => JSON.stringify(identity))).size).toBe(3);
  });

  it('is the same where somebody else’s profile or the order of the reviewers changed', async () => {
    const environment = { ...production(), reviewers: [BEN, ANA] };
    const { io } = await connect(worldOf([pay(1, { environments: [environment] })]));
    const [event] = eventsOf((await pass(io, 'environments')).records);
    environment.reviewers = [ANA, BEN];
    const [again] = eventsOf((await pass(io, 'environments')).records);
    expect(again).toEqual(event);
  });

  it("is DENIED, in GitHub's words, where the token may not read them", async () => {
    const { io } = await connect(worldOf([pay(1)], ['environments']));
    const { records, claims } = await pass(io, 'environments');
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ collection: 'environments', state: 'DENIED' }]);
    expect(claims[0]?.reason).toMatch(/^GitHub refused environments of acme\/pay: the token lacks "Actions: read"/);
  });
});

const suite = (id: number, hours: number, more: Partial<RuleSuite> = {}): RuleSuite => ({
  id,
  actor: ANA,
  before: shaOf(id),
  after: shaOf(id + 1),
  ref: 'refs/heads/main',
  pushedAt: ago(hours),
  result: 'bypass',
  rules: [
    { type: 'pull_request', result: 'fail', ruleset: 5 },
    { type: 'deletion', result: 'pass', ruleset: 5 },
  ],
  ...more,
});

describe('reading bypasses of rulesets', () => {
  it('tells who went around which rules with which commit, and of no push that kept them', async () => {
    const suites = [suite(2, 50), suite(1, 600), suite(3, 1, { result: 'pass' }), suite(4, 1, { result: 'fail' })];
    const { io } = await connect(worldOf([pay(5, { ruleSuites: suites })]));
    const { records, claims } = await pass(io, 'bypasses');
    expect(records.map(({ key }) => key)).toEqual(['rule_suite:2', 'rule_suite:1']);
    expect(claims).toMatchObject([{ collection: 'bypasses', state: 'COMPLETE' }]);
    expect(eventsOf(records)[0]).toMatchObject({
      type: 'policy.evaluated',
      core: {
        guard: 'the rulesets of main',
        result: 'BYPASSED',
        about: { $ref: ['commit', '4711', shaOf(3)] },
        by: { $account: '501', kind: 'PERSON' },
      },
      seen: { rules: ['pull_request'] },
    });
  });

  it('reads later only what was pushed since, in the least period that GitHub has for it', async () => {
    const repository = pay(5, { ruleSuites: [suite(1, 48), suite(2, 30)] });
    const { io, server } = await connect(worldOf([repository]));
    const first = await pass(io, 'bypasses');
    repository.ruleSuites.push(suite(3, 0));
    const asked = server.requests().length;
    const second = await pass(io, 'bypasses', first.cursor);
    expect(second.records.map(({ key }) => key)).toEqual(['rule_suite:3']);
    expect(server.requests()[asked + 2]?.path).toContain('time_period=day');
    // 14.11 An outage that is longer than a day, and shorter than GitHub's memory.
    const third = await pass(io, 'bypasses', { since: `${ago(49).replace('Z', '')}.000000Z` });
    expect(third.records.map(({ key }) => key)).toEqual(['rule_suite:3', 'rule_suite:2', 'rule_suite:1']);
  });

  it('is about the branch where it was deleted, and by a service account where that is one', async () => {
    const gone = suite(7, 1, { after: '0'.repeat(40), actor: BOT });
    const { io } = await connect(worldOf([pay(1, { ruleSuites: [gone] })]));
    const [event] = eventsOf((await pass(io, 'bypasses')).records);
    expect(event?.core).toMatchObject({ about: { $ref: ['branch', '4711', 'main'] }, by: { kind: 'SERVICE' } });
  });
});

describe('reading who may merge and deploy', () => {
  const collaborators = () => [
    { account: BEN, role: 'admin' as const },
    { account: ANA, role: 'write' as const },
    { account: BOT, role: 'read' as const },
  ];

  it('names those who may write, and those who may change what protects it', async () => {
    const { io } = await connect(worldOf([pay(1, { collaborators: collaborators() })]));
    const { records, claims } = await pass(io, 'access');
    const [event] = eventsOf(records);
    expect(event).toMatchObject({ type: 'permission.observed', subject: { $ref: ['repository', '4711'] } });
    expect(event?.core).toMatchObject({
      mayMerge: [{ $account: '501' }, { $account: '502' }],
      mayDeploy: [{ $account: '501' }, { $account: '502' }],
      mayAdminister: [{ $account: '502' }],
      roles: ['write', 'admin'],
    });
    expect(claims).toMatchObject([{ collection: 'access', state: 'COMPLETE' }]);
  });

  it('records a change, and nothing where nobody came or went', async () => {
    const repository = pay(1, { collaborators: collaborators() });
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'access');
    const second = await pass(io, 'access', first.cursor);
    expect(second.records).toEqual([]);
    repository.collaborators[1] = { account: { ...ANA, login: 'ana-maria' }, role: 'write' };
    expect((await pass(io, 'access', second.cursor)).records).toEqual([]);
    repository.collaborators.splice(1, 1);
    const [event] = eventsOf((await pass(io, 'access', second.cursor)).records);
    expect(event?.core['mayMerge']).toMatchObject([{ $account: '502' }]);
    expect(event?.identity.discriminator?.[0]).toBe('2');
  });
});
