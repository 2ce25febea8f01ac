import { afterEach, describe, expect, it } from 'vitest';
import jira from '../../../connectors/jira/index.js';
import { connected, type Connected } from './reading.js';
import { issue, worldOf } from './world.js';

let open: Connected | null = null;
const connect = async (...given: Parameters<typeof connected>) => (open = await connected(...given));
afterEach(async () => open?.server.close());

const asked = async ({ io }: Connected) => (await jira.poll.permissions?.(io)) ?? [];
const request = () => issue(1, { approvals: [] });

describe('the permissions of a Jira account', () => {
  it('are had of the tickets of every project, and of the approvals of a service project', async () => {
    const found = await asked(await connect(worldOf([request()]), { projects: ['PAY', 'OPS'] }));
    expect(found).toMatchObject([
      { collection: 'tickets', permission: 'Browse projects', denied: null, scope: { $ref: ['thing', 'project', 'PAY'] } },
      { collection: 'approvals', permission: 'Service project agent', denied: null },
      { collection: 'tickets', denied: null, scope: { $ref: ['thing', 'project', 'OPS'] } },
      { collection: 'approvals', permission: 'Browse projects', denied: null },
    ]);
  });

  it('deny tickets and approvals of a project that may not be browsed, and name the permission', async () => {
    const found = await asked(await connect(worldOf([request()], { denied: new Set(['browse 10000' as const]) })));
    expect(found.map(({ collection }) => collection)).toEqual(['tickets', 'approvals']);
    for (const { denied } of found) expect(denied).toMatch(/^Jira does not have issues of project PAY.*has "Browse projects"\.$/);
  });

  it('deny approvals where those of a request are refused', async () => {
    const found = await asked(await connect(worldOf([request()], { denied: new Set(['approvals' as const]) })));
    expect(found).toMatchObject([{ collection: 'tickets', denied: null }, { collection: 'approvals' }]);
    expect(found[1]?.denied).toContain('the account lacks "Service project agent"');
  });

  it.each([
    ['a service project without a request', [issue(1)], 'browse 10000', 'PAY'],
    ['a project without Service Management', [issue(1, { projectId: '10001', key: 'OPS-1' })], 'browse 10001', 'OPS'],
    ['a project without a ticket', [], 'browse 10001', 'OPS'],
  ] as const)('once %s may be browsed, nothing of it is refused any more', async (_, issues, denial, project) => {
    const world = worldOf(issues, { denied: new Set([denial]) });
    const open = await connect(world, { projects: [project] });
    expect((await asked(open)).map(({ collection, denied }) => [collection, denied !== null])).toEqual([
      ['tickets', true],
      ['approvals', true],
    ]);
    world.denied.clear();
    expect(await asked(open)).toMatchObject([
      { collection: 'tickets', denied: null },
      { collection: 'approvals', permission: 'Browse projects', denied: null },
    ]);
  });
});
