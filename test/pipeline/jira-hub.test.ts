import { afterEach, describe, expect, it } from 'vitest';
import {
  deliverJira,
  emptyRepository,
  issueCreatedPayload,
  jiraDeliveryOf,
  type JiraIssue,
  type JiraPayload,
  worldOf as githubOf,
} from '../../src/sample/index.js';
import { issue, worldOf } from '../connectors/jira/world.js';
import { JIRA, JIRA_SECRET, type TwoTools, twoTools } from './two-tools.js';

let hub: TwoTools;
afterEach(() => hub.close());

async function started(unsignedWebhooks: boolean, projects: readonly string[] = ['PAY', 'OPS']): Promise<void> {
  const repository = emptyRepository({ id: 4711, owner: { id: 77, login: 'acme', type: 'Organization' }, name: 'pay' });
  hub = await twoTools({ github: githubOf([repository]), jira: worldOf([issue(1)]), projects, unsignedWebhooks });
  await hub.readToEnd();
}

/** A ticket that no pass lists, since it is older than every cursor. */
function oldTicket(more: Partial<JiraIssue> = {}): JiraIssue {
  const at = '2020-01-01T00:00:00.000Z';
  const ticket = issue(2, { created: at, updated: at, ...more });
  hub.jiraWorld.issues.push(ticket);
  return ticket;
}

async function kept(): Promise<number> {
  const rows = await hub.sql`select true from inbox_delivery where source = ${JIRA} and door = 'WEBHOOK'`;
  return rows.length;
}

async function tickets(): Promise<readonly string[]> {
  const rows = await hub.sql<{ subject: string }[]>`select subject from timeline_entry where type = 'ticket.created' order by subject`;
  return rows.map(({ subject }) => subject);
}

const said = (ticket: JiraIssue): JiraPayload => issueCreatedPayload({ world: hub.jiraWorld, url: hub.jira.url }, ticket);

describe('a delivery of Jira that nobody signed', () => {
  it('is answered 202 where the operator declared it, rings, and is not believed', async () => {
    await started(true);
    const ticket = oldTicket();
    const forged = { ...said(ticket), user: null, issue: { id: ticket.id, key: 'EVIL-1', fields: {} } };
    const answer = await deliverJira({ url: await hub.door(JIRA), secret: null }, forged);
    expect(answer).toMatchObject({ status: 202, body: '{"rung":1}' });
    expect(await kept()).toBe(0);
    await hub.poll();
    await hub.follow();
    expect(await tickets()).toEqual(['ticket:jira-acme:10001', 'ticket:jira-acme:10002']);
    expect(await hub.sql`select true from ledger_event where convert_from(body, 'utf8') like '%EVIL-1%'`).toEqual([]);
  });

  it('has no ticket read of a project that is not read', async () => {
    await started(true, ['PAY']);
    const ticket = oldTicket({ key: 'OPS-2', projectId: '10001' });
    expect((await deliverJira({ url: await hub.door(JIRA), secret: null }, said(ticket))).status).toBe(202);
    await hub.poll();
    await hub.follow();
    expect(await tickets()).toEqual(['ticket:jira-acme:10001']);
    expect(await hub.sql`select true from inbox_doorbell`).toEqual([]);
  });

  it('is refused where the operator did not declare it, and rings nothing', async () => {
    await started(false);
    expect((await deliverJira({ url: await hub.door(JIRA), secret: null }, said(oldTicket()))).status).toBe(401);
    expect(await hub.sql`select true from inbox_doorbell`).toEqual([]);
    expect(await kept()).toBe(0);
  });

  it('is refused with 400 when it is no JSON', async () => {
    await started(true);
    const { headers } = jiraDeliveryOf(null, {});
    const answer = await fetch(await hub.door(JIRA), { method: 'POST', headers, body: 'issue=1' });
    expect(answer.status).toBe(400);
  });
});

describe('a signed delivery of Jira', () => {
  it('is kept, also where unsigned ones ring', async () => {
    await started(true);
    const answer = await deliverJira({ url: await hub.door(JIRA), secret: JIRA_SECRET }, said(oldTicket()));
    expect(answer.body).toContain('"delivery"');
    expect(await kept()).toBe(1);
  });
});
