import { afterEach, describe, expect, it } from 'vitest';
import { ANA, approval, issue, timeOf, worldOf } from './world.js';
import { connected, type Connected, eventsOf, pass, ticketsIn } from './reading.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

describe('approvals', () => {
  const waiting = () => issue(1, { approvals: [approval(7)] });

  it('of more than a page are all read', async () => {
    const { io } = await connect(worldOf([issue(1, { approvals: Array.from({ length: 120 }, (_, at) => approval(at + 1)) })]));
    expect(eventsOf((await pass(io)).records).filter(({ type }) => type === 'approval.requested')).toHaveLength(120);
  });

  it('are read again while they wait, although the ticket does not show as changed', async () => {
    const one = waiting();
    const { io, server } = await connect(worldOf([one]));
    const first = await pass(io);
    const [asked] = one.approvals ?? [];
    if (!asked?.approvers[0]) throw new Error('no approver');
    asked.approvers[0].approverDecision = 'declined';
    asked.finalDecision = 'declined';
    asked.completedDate = timeOf(90);
    const second = await pass(io, first.cursor);
    const decided = eventsOf(second.records).filter(({ type }) => type === 'approval.decided');
    expect(decided.map(({ core }) => [core['decision'], core['final']])).toEqual([
      ['REJECTED', false],
      ['REJECTED', true],
    ]);
    const requests = server.requests().length;
    await pass(io, second.cursor);
    expect(server.requests().length - requests).toBe(1);
  });

  it('are asked for in service projects only, and missing where the ticket is no request', async () => {
    const world = worldOf([issue(1), issue(2, { key: 'OPS-2', projectId: '10001', approvals: [approval(1)] })]);
    const { io, server } = await connect(world, { projects: ['OPS'] });
    const { claims } = await pass(io);
    expect(server.requests().some(({ path }) => path.includes('servicedeskapi'))).toBe(false);
    expect(claims.map(({ state }) => state)).toEqual(['COMPLETE', 'COMPLETE']);
    const other = { ...io, config: { ...io.config, projects: ['PAY'] } };
    expect((await pass(other)).claims.map(({ state }) => state)).toEqual(['COMPLETE', 'COMPLETE']);
  });

  it('are asked for where the ticket came from a service project; where they are not shown, it alone is claimed as unknown', async () => {
    const cameFrom = (from: string) => {
      const item = { field: 'project', fieldtype: 'jira' as const, fieldId: 'project', from, fromString: '', to: '10001', toString: 'OPS' };
      return { projectId: '10001', histories: [{ id: '77', author: ANA.accountId, created: timeOf(50), items: [item] }] };
    };
    const kept = issue(1, { key: 'OPS-1', ...cameFrom('10000'), approvals: [approval(1)] });
    const left = issue(2, { key: 'OPS-2', ...cameFrom('10000'), approvals: null });
    const never = issue(3, { key: 'OPS-3', ...cameFrom('10001'), approvals: null });
    const gone = issue(4, { key: 'OPS-4', ...cameFrom('10999'), approvals: null });
    const { io, server } = await connect(worldOf([kept, left, never, gone]), { projects: ['OPS'] });
    const first = await pass(io);
    const requests = server.requests().map(({ path }) => path);
    expect(requests.filter((path) => path.includes('servicedeskapi')).map((path) => path.split('/')[4])).toEqual([
      '10004',
      '10002',
      '10001',
    ]);
    expect(requests.filter((path) => path.includes('/project/'))).toHaveLength(3);
    expect(eventsOf(first.records).filter(({ type }) => type === 'approval.requested')).toHaveLength(1);
    const unknown = (id: string) => ({ scope: { $ref: ['ticket', id] }, collection: 'approvals', state: 'DENIED' });
    const complete = [{ state: 'COMPLETE' }, { state: 'COMPLETE' }];
    expect(first.claims).toMatchObject([...complete, unknown('10002'), unknown('10004')]);
    // It is said in every pass, since a reading that broke off said nothing; and no more once they are shown.
    left.approvals = [approval(2)];
    left.updated = timeOf(500);
    expect((await pass(io, first.cursor)).claims).toMatchObject([
      ...complete,
      unknown('10004'),
      { scope: { $ref: ['ticket', '10002'] }, state: 'COMPLETE' },
    ]);
  });

  it('that are refused are claimed as denied, until they were shown and all was read again', async () => {
    const world = worldOf([waiting(), issue(2, { approvals: [] })], { denied: new Set(['approvals' as const]) });
    const { io } = await connect(world);
    const refused = await pass(io);
    expect(refused.claims).toMatchObject([
      { collection: 'tickets', state: 'COMPLETE' },
      { collection: 'approvals', state: 'DENIED', reason: expect.stringContaining('Service project agent') as string },
    ]);
    const still = await pass(io, refused.cursor);
    expect(still.claims.map(({ state }) => state)).toEqual(['COMPLETE', 'DENIED']);
    world.denied.clear();
    const shown = await pass(io, still.cursor);
    expect(shown.claims.map(({ state }) => state)).toEqual(['COMPLETE', 'DENIED']);
    const again = await pass(io, shown.cursor);
    expect(again.claims.map(({ state }) => state)).toEqual(['COMPLETE', 'COMPLETE']);
    expect(ticketsIn(again.records)).toEqual(['10001', '10002']);
  });
});
