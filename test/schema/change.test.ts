import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list, runHub, type RunningHub, type Tree } from './running-hub.js';
import { changeIdOf, keyOf, ticketRef } from './tickets.js';
import { tellOfChanges } from './told-change.js';

let hub: RunningHub;

beforeAll(async () => {
  hub = await runHub();
  await tellOfChanges(hub);
});
afterAll(() => hub.stop());

async function change(by: string, fields: string): Promise<Tree> {
  const { data, errors } = await hub.ask(`{ change(by: { ${by} }) { ${fields} } }`);
  expect(errors).toEqual([]);
  return data['change'] as Tree;
}
describe('a change', () => {
  it.each([
    ['its id', `id: "${changeIdOf(1)}"`],
    ['its ref', `ref: "${ticketRef(1)}"`],
    ['its key', 'key: "OPS-9"'],
    ['the key that it bore before it was moved', `key: "${keyOf(1)}"`],
    ['key and source', `key: "${keyOf(1)}", source: "jira-acme"`],
  ])('is found by %s', async (_, by) => {
    expect(await change(by, 'id ref key keys')).toEqual({ id: changeIdOf(1), ref: ticketRef(1), key: 'OPS-9', keys: ['OPS-9', keyOf(1)] });
  });

  it('is a node, too', async () => {
    const { data } = await hub.ask(`{ node(id: "${changeIdOf(1)}") { id ... on Change { key } } }`);
    expect(data['node']).toEqual({ id: changeIdOf(1), key: 'OPS-9' });
  });

  it('is null where nothing has the name, and where the ticket was never read', async () => {
    await hub.sql`insert into ticket (ticket, source) values ('ticket:jira-acme:unread', 'jira-acme')`;
    for (const by of ['key: "PAY-77"', 'ref: "ticket:jira-acme:unread"', 'id: "gap:1"', `key: "${keyOf(1)}", source: "other"`])
      expect(await change(by, 'id')).toBeNull();
  });

  it.each(['', `id: "${changeIdOf(1)}", key: "PAY-1"`, 'source: "jira-acme"', `ref: "${ticketRef(1)}", source: "jira-acme"`])(
    'is refused unless one thing is named: %s',
    async (by) => {
      const { errors } = await hub.ask(`{ change(by: { ${by} }) { id } }`);
      expect(errors[0]?.extensions['code']).toBe('BAD_INPUT');
    },
  );

  it('has type, status and stage as the policy in force says, and its title and people in clear', async () => {
    const asked = 'title type statusId statusName stage isChange creator { name } requester { name } assignee { name }';
    expect(await change(`ref: "${ticketRef(1)}"`, asked)).toEqual({
      title: 'Ask the bank twice',
      type: 'Change',
      statusId: '2',
      statusName: 'Approved',
      stage: 'SCHEDULED',
      isChange: true,
      creator: { name: 'Mara' },
      requester: { name: 'Mara' },
      assignee: null,
    });
  });

  it('may be a ticket that policy calls none, and says so', async () => {
    expect(await change(`ref: "${ticketRef(3)}"`, 'isChange type status: statusId stage title')).toEqual({
      isChange: false,
      type: 'Epic',
      status: null,
      stage: null,
      title: null,
    });
  });

  it('shows for every content what stands in the field that the policy maps to it', async () => {
    const { contents } = await change(`ref: "${ticketRef(1)}"`, 'contents { content field state text person { name } value }');
    const all = list(contents);
    expect(all).toHaveLength(18);
    const of = (name: string) => all.find((one) => String(one['content']) === name);
    const nothing = { text: null, person: null, value: null };
    // Of a placeholder the ledger keeps no words.
    expect(of('DESCRIPTION')).toEqual({ ...nothing, content: 'DESCRIPTION', field: 'description', state: 'PLACEHOLDER' });
    expect(of('REQUESTER')).toMatchObject({ field: 'reporter', state: 'FILLED', person: { name: 'Mara' } });
    expect(of('BACKOUT_PLAN')).toMatchObject({ state: 'PLACEHOLDER', text: 'Tell here how it is undone.' });
    expect(of('PLANNED_START')).toMatchObject({ state: 'FILLED', value: '2026-03-01T10:00:00.000000Z' });
    expect(of('IMPACT')).toMatchObject({ field: null, state: 'UNMAPPED' });
    const { contents: others } = await change(`ref: "${ticketRef(2)}"`, 'contents { content state }');
    expect(list(others)).toContainEqual({ content: 'DESCRIPTION', state: 'UNREAD' });
  });

  it('shows every decision: of an approval and by status, replaced ones too', async () => {
    const { approvals } = await change(
      `ref: "${ticketRef(1)}"`,
      'approvals { totalCount nodes { decision by overall dated approver { name } event { type } } }',
    );
    const by = (name: string) => ({ dated: true, approver: { name } });
    const event = { type: 'approval.decided' };
    expect(approvals).toEqual({
      totalCount: 5,
      nodes: [
        { decision: 'RESET', by: 'STATUS', overall: false, ...by('Hugo'), event: { type: 'ticket.status_changed' } },
        { decision: 'REJECTED', by: 'APPROVAL', overall: false, ...by('Hugo'), event },
        { decision: 'APPROVED', by: 'APPROVAL', overall: false, ...by('Hugo'), event },
        { decision: 'APPROVED', by: 'APPROVAL', overall: true, dated: true, approver: null, event },
        { decision: 'APPROVED', by: 'STATUS', overall: false, ...by('Hugo'), event: { type: 'ticket.status_changed' } },
      ],
    });
  });
});
