import { afterEach, describe, expect, it } from 'vitest';
import { type Instant } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { connected, type Connected } from './reading.js';
import { change, id, incident, put, task, timeOf } from './world.js';

let open: Connected | null = null;
const connect = async () => (open = await connected());
afterEach(async () => open?.world.close());

const asked = async ({ io }: Connected) => {
  const claims = (await servicenow.poll.permissions?.(io)) ?? [];
  return Object.fromEntries(claims.map(({ scope, collection, denied }) => [`${scope.$ref[2] ?? ''} ${collection}`, denied]));
};

describe('the permissions of a ServiceNow account', () => {
  it('are had of everything in an instance that refuses nothing', async () => {
    const found = await asked(await connect());
    expect(Object.keys(found).sort()).toEqual([
      'CHG accounts',
      'CHG affected_systems',
      'CHG approvals',
      'CHG deletions',
      'CHG group_approvals',
      'CHG tickets',
      'CTASK approvals',
      'CTASK deletions',
      'CTASK group_approvals',
      'CTASK tickets',
      'INC incidents',
    ]);
    expect(Object.values(found).every((denied) => denied === null)).toBe(true);
  });

  it.each([
    ['change_request', ['CHG tickets']],
    ['sys_audit', ['CHG tickets', 'CHG approvals', 'CHG group_approvals', 'CTASK tickets', 'CTASK approvals', 'CTASK group_approvals']],
    ['sysapproval_approver', ['CHG approvals', 'CTASK approvals']],
    ['task_ci', ['CHG affected_systems']],
    ['incident', ['INC incidents']],
    ['sys_user', ['CHG accounts']],
  ])('deny, where %s is refused, what rests on it, in a sentence that names tool, table and permission', async (table, denied) => {
    const at = await connect();
    at.world.refused.add(table);
    const found = await asked(at);
    expect(
      Object.keys(found)
        .filter((name) => found[name] !== null)
        .sort(),
    ).toEqual([...denied].sort());
    for (const name of denied)
      expect(found[name]).toMatch(new RegExp(`^ServiceNow refused rows of ${table}: the account lacks "read on ${table}"`));
  });

  it('deny a table whose rows are counted and not shown', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1));
    at.world.hidden.add(id('chg', 1));
    expect((await asked(at))['CHG tickets']).toMatch(/^ServiceNow hides/);
  });

  it('deny the tickets of a table that is not audited', async () => {
    const at = await connect();
    put(at.world, 'sys_dictionary', {
      sys_id: id('dict', 0),
      name: 'change_request',
      internal_type: 'collection',
      audit: 'false',
      sys_created_on: timeOf(0),
    });
    const found = await asked(at);
    expect([found['CHG tickets'], found['CTASK tickets']]).toEqual([expect.stringContaining('does not audit change_request'), null]);
  });
});

describe('a census', () => {
  const window = { from: '2026-01-01T00:00:02.000000Z' as Instant, to: '2026-01-01T00:00:04.000000Z' as Instant };
  const census = async ({ io }: Connected, table: string) => {
    const stream = (await servicenow.poll.streams(io)).find(({ name }) => name === table);
    return servicenow.poll.census(stream!, window, io);
  };

  it('lists what was created in the window, its beginning included and its end not', async () => {
    const at = await connect();
    put(at.world, 'change_request', change(1), change(2), change(3), change(4));
    expect(await census(at, 'change_request')).toEqual([id('chg', 2), id('chg', 3)]);
  });

  it('lists more than a page, all of one second', async () => {
    const at = await connect();
    put(at.world, 'incident', ...Array.from({ length: 170 }, (_, nth) => incident(nth + 1, { sys_created_on: timeOf(3) })));
    expect(await census(at, 'incident')).toHaveLength(170);
  });

  it('counts change requests and change tasks together, which are both tickets', async () => {
    const at = await connect();
    put(at.world, 'change_task', task(3, 1));
    expect(await census(at, 'change_task')).toEqual([id('ctask', 3)]);
    const kinds = (await servicenow.poll.streams(at.io)).map((stream) => servicenow.poll.roots?.(stream)?.kind ?? null);
    expect(kinds.filter((kind) => kind !== null)).toEqual(['tickets', 'tickets', 'incidents']);
  });
});
