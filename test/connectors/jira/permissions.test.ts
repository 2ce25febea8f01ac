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

  it('say nothing of approvals where no ticket is a request', async () => {
    const found = await asked(await connect(worldOf([issue(1)])));
    expect(found.map(({ collection }) => collection)).toEqual(['tickets']);
  });
});
