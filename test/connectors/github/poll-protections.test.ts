import { afterEach, describe, expect, it } from 'vitest';
import github from '../../../connectors/github/index.js';
import { branchProtectionRulePayload, type Ruleset, repositoryRulesetPayload, worldOf } from '../../../src/sample/index.js';
import { connected, type Connected, eventsOf, pass } from './reading.js';
import { ANA, pay, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const ruleset = (more: Partial<Ruleset> = {}): Ruleset => ({
  id: 73,
  name: 'Main',
  enforcement: 'active',
  include: ['~DEFAULT_BRANCH'],
  rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }, { type: 'deletion' }],
  createdAt: timeOf(1),
  updatedAt: timeOf(2),
  ...more,
});

describe('the protection of branches', () => {
  it('is read of each branch whose commits are read, with the rules of active rulesets', async () => {
    const protections = new Map([['main', { approvals: 2, checks: ['test'], admins: true, pushers: [ANA] }]]);
    const { io } = await connect(worldOf([pay(2, { protections, rulesets: [ruleset(), ruleset({ id: 74, enforcement: 'evaluate' })] })]));
    const { records, claims } = await pass(io, 'protections');
    expect(claims).toMatchObject([{ collection: 'protections', state: 'COMPLETE' }]);
    expect(eventsOf(records).map(({ type, core }) => ({ type, ...core }))).toMatchObject([
      {
        type: 'protection.observed',
        branch: 'main',
        protected: true,
        settings: { pullRequests: true, approvals: 2, checks: ['test'], admins: true, pushers: 1, forcePushes: false },
        rules: [
          { type: 'pull_request', ruleset: '73', approvals: 1 },
          { type: 'deletion', ruleset: '73' },
        ],
      },
    ]);
  });

  it('is a record again when it differs, also when it is what it was before, and none while it does not', async () => {
    const repository = pay(2);
    const { io } = await connect(worldOf([repository]));
    const first = await pass(io, 'protections');
    expect(eventsOf(first.records)).toMatchObject([{ core: { protected: false, settings: null, rules: [] } }]);
    const still = await pass(io, 'protections', first.cursor);
    expect(still.records).toEqual([]);
    repository.protections.set('main', { approvals: 1 });
    const protectedNow = await pass(io, 'protections', still.cursor);
    expect(eventsOf(protectedNow.records)).toMatchObject([{ core: { protected: true, settings: { approvals: 1 } } }]);
    repository.protections.delete('main');
    const again = await pass(io, 'protections', protectedNow.cursor);
    expect(eventsOf(again.records)).toMatchObject([{ core: { protected: false } }]);
  });

  it('is DENIED, and no branch called unprotected, where the token may not read it', async () => {
    const { io } = await connect(worldOf([pay(2)], ['protection']));
    const { records, claims } = await pass(io, 'protections');
    expect(records).toEqual([]);
    expect(claims).toMatchObject([{ collection: 'protections', state: 'DENIED' }]);
    expect(claims[0]?.reason).toContain('the token lacks "Administration: read"');
  });

  it('is DENIED where GitHub says that it is not there, in words that do not say that the branch is unprotected', async () => {
    const { io, server } = await connect(worldOf([pay(2)]));
    server.fail({ match: /branches\/main\/protection/, times: 1, with: 404 });
    const { records, claims } = await pass(io, 'protections');
    expect(records).toEqual([]);
    expect(claims).toMatchObject([
      { state: 'DENIED', reason: expect.stringContaining('GitHub does not show protection of main') as string },
    ]);
  });

  it('of an empty repository is complete, and nothing', async () => {
    const { io } = await connect(worldOf([pay(0, { branches: new Map() })]));
    expect(await pass(io, 'protections')).toMatchObject({ records: [], claims: [{ state: 'COMPLETE' }] });
  });

  it('is told at once by the webhooks of rules and rulesets, with who changed them', async () => {
    const repository = pay(2);
    const { server } = await connect(worldOf([repository]));
    const scene = { addresses: server.addresses, repository, sender: ANA };
    const rule = { id: 5, pattern: 'main', approvals: 1, createdAt: timeOf(1), updatedAt: timeOf(2) };
    for (const payload of [branchProtectionRulePayload(scene, rule, 'edited'), repositoryRulesetPayload(scene, ruleset(), 'edited')]) {
      const headers = { 'x-github-event': payload.event, 'content-type': 'application/json' };
      const delivery = { headers, body: new TextEncoder().encode(JSON.stringify(payload.body)) } as never;
      const { records } = github.webhook!.parse(delivery);
      expect(eventsOf(records)).toMatchObject([
        { type: 'protection.changed', core: { action: 'EDITED', by: { $account: String(ANA.id) } } },
      ]);
    }
  });

  it('is the same event to every hub that found the same, and another when it comes back', async () => {
    const repository = pay(2, { protections: new Map([['main', { approvals: 1 }]]) });
    const { io } = await connect(worldOf([repository]));
    const idOf = (records: Parameters<typeof eventsOf>[0]) => JSON.stringify(eventsOf(records).map(({ identity }) => identity));
    const first = await pass(io, 'protections');
    expect(idOf((await pass(io, 'protections')).records)).toBe(idOf(first.records));
    repository.protections.delete('main');
    const without = await pass(io, 'protections', first.cursor);
    repository.protections.set('main', { approvals: 1 });
    expect(idOf((await pass(io, 'protections', without.cursor)).records)).not.toBe(idOf(first.records));
  });
});
