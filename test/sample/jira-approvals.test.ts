import { afterEach, describe, expect, it } from 'vitest';
import type { Jira, JiraApproval, JiraWorld } from '../../src/sample/index.js';
import { startJira } from '../../src/sample/index.js';
import { BEN, DOOR, at, get, messageOf, siteOf, ticket } from './jira-world.js';

let jira: Jira;
afterEach(() => jira.close());
async function serve(world: JiraWorld): Promise<JiraWorld> {
  jira = await startJira(world, DOOR);
  return world;
}
const read = async (path: string): Promise<unknown> => (await get(jira, path)).body;

describe('the approvals of a request', () => {
  const approval = (number: number): JiraApproval => ({
    id: String(number),
    name: 'Waiting for approval',
    finalDecision: 'approved',
    approvers: [{ approver: BEN, approverDecision: 'approved' }],
    createdDate: at(number),
    completedDate: number === 1 ? at(60.5) : null,
  });
  const path = '/rest/servicedeskapi/request/PAY-1/approval';

  it('come in pages that say which is last, with times to the millisecond in epochMillis alone and none for an approver', async () => {
    await serve(siteOf([ticket(1, { approvals: [approval(1), approval(2), approval(3)] })]));
    const first = (await read(`${path}?limit=2`)) as { values: object[]; isLastPage: boolean };
    expect(first).toMatchObject({ size: 2, start: 0, limit: 2, isLastPage: false });
    expect(first.values[0]).toMatchObject({
      id: '1',
      finalDecision: 'approved',
      completedDate: { epochMillis: Date.parse(at(60.5)), iso8601: '2026-01-01T00:01:00+0000', jira: '2026-01-01T00:01:00.500+0000' },
    });
    expect((first.values[0] as { approvers: object[] }).approvers.map((each) => Object.keys(each))).toEqual([
      ['approver', 'approverDecision'],
    ]);
    expect(first.values[1]).not.toHaveProperty('completedDate');
    expect(await read(`${path}?start=2&limit=2`)).toMatchObject({ size: 1, isLastPage: true });
  });

  it('are 404 for an issue that is no request, 403 where the token lacks them, in the words of the service desk', async () => {
    const world = await serve(siteOf([ticket(1)]));
    const none = await get(jira, path);
    expect([none.status, none.body]).toMatchObject([
      404,
      { errorMessage: expect.any(String), i18nErrorMessage: { i18nKey: expect.any(String) } },
    ]);
    world.issues[0]!.approvals = [];
    expect(await read(path)).toMatchObject({ size: 0, isLastPage: true, values: [] });
    world.denied.add('approvals');
    expect((await get(jira, path)).status).toBe(403);
  });

  it('answer 400 to a parameter of the other API', async () => {
    await serve(siteOf([ticket(1, { approvals: [] })]));
    const said = await get(jira, `${path}?startAt=1`);
    expect([said.status, (said.body as { errorMessage: string }).errorMessage]).toEqual([
      400,
      '"startAt" is no parameter of this endpoint.',
    ]);
    expect(messageOf(await get(jira, '/rest/api/3/issue/PAY-1?limit=1'))).toContain('"limit"');
  });
});
