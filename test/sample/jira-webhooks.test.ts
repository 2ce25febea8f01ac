import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Jira, JiraPayload, JiraScene, JiraWorld } from '../../src/sample/index.js';
import {
  commentPayload,
  deliverJira,
  issueCreatedPayload,
  issueDeletedPayload,
  issueLinkPayload,
  issueUpdatedPayload,
  jiraDeliveryOf,
  startJira,
} from '../../src/sample/index.js';
import { ANA, BEN, DOOR, at, get, siteOf, statusChange, ticket } from './jira-world.js';

const history = statusChange(700, 120, '11', '12');
const comment = { id: '801', author: BEN, body: 'Looks *good*', created: at(130), updated: at(130) };
const type = { id: '31', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' };
const link = { id: '901', type, source: '10001', destination: '10002' };

describe('webhooks of a world', () => {
  let jira: Jira;
  let world: JiraWorld;
  let scene: JiraScene;
  beforeEach(async () => {
    const fields = { summary: 'Pay twice', description: 'As *said*', status: '12', issuetype: '21', assignee: BEN };
    world = siteOf([ticket(1, { fields, histories: [history], comments: [comment], updated: at(130) }), ticket(2)], { links: [link] });
    jira = await startJira(world, DOOR);
    scene = { world, url: jira.url };
  });
  afterEach(() => jira.close());
  const issue = () => world.issues[0]!;
  const rest = async (path: string): Promise<Record<string, unknown>> => (await get(jira, path)).body as Record<string, unknown>;

  it('bear the changelog id, the items and the author of the REST changelog, at an instant of their own', async () => {
    const payload = issueUpdatedPayload(scene, issue(), history);
    const [entry] = (await rest('/rest/api/3/issue/10001/changelog'))['values'] as {
      id: string;
      items: unknown;
      author: object;
      created: string;
    }[];
    expect(payload).toMatchObject({ webhookEvent: 'jira:issue_updated', issue_event_type_name: 'issue_generic', user: { accountId: BEN } });
    expect(payload['changelog']).toEqual({ id: entry?.id, items: entry?.items });
    expect(entry?.author).toMatchObject({ accountId: BEN });
    expect(payload['timestamp']).toBeGreaterThan(Date.parse(entry?.created as string));
  });

  it('bear the ids of the issue, its project, status, type and people that REST shows, and text where REST shows documents', async () => {
    type Shown = { fields: Record<string, { id?: string; accountId?: string }> };
    const hook = issueUpdatedPayload(scene, issue(), history)['issue'] as Shown;
    const shown = (await rest('/rest/api/3/issue/10001')) as unknown as Shown;
    const idOf = (of: Shown, name: string) => of.fields[name]?.id ?? of.fields[name]?.accountId;
    for (const name of ['project', 'status', 'issuetype', 'assignee', 'creator']) {
      expect(idOf(hook, name)).toBeDefined();
      expect([name, idOf(hook, name)]).toEqual([name, idOf(shown, name)]);
    }
    expect(Object.keys(hook.fields)).toEqual(Object.keys(shown.fields));
    expect(hook.fields['description']).toBe('As *said*');
    expect(shown.fields['description']).toMatchObject({ type: 'doc' });
  });

  it('write one instant in the time zone of who did it, REST in that of who asks', async () => {
    const hook = issueUpdatedPayload(scene, issue(), history)['issue'] as { fields: { created: string } };
    const shown = (await rest('/rest/api/3/issue/10001')) as unknown as { fields: { created: string } };
    expect([hook.fields.created, shown.fields.created]).toEqual(['2025-12-31T19:00:01.000-0500', '2026-01-01T00:00:01.000+0000']);
  });

  it('of a creation bear a changelog that REST does not have', async () => {
    const payload = issueCreatedPayload(scene, issue()) as { user: object; changelog: { id: string; items: object[] } };
    const entries = (await rest('/rest/api/3/issue/10001/changelog'))['values'] as { id: string }[];
    expect(payload.user).toMatchObject({ accountId: ANA });
    expect(entries.map(({ id }) => id)).not.toContain(payload.changelog.id);
    expect(payload.changelog.items).toContainEqual({
      field: 'summary',
      fieldtype: 'jira',
      fieldId: 'summary',
      from: null,
      fromString: null,
      to: null,
      toString: 'Pay twice',
    });
  });

  it('of a comment bear its REST id and no user beside its author', async () => {
    const [shown] = (await rest('/rest/api/3/issue/10001/comment'))['comments'] as { id: string; created: string }[];
    for (const change of ['created', 'updated', 'deleted'] as const) {
      const payload = commentPayload(scene, issue(), comment, change) as { comment: { id: string; body: string; created: string } };
      expect(payload).toMatchObject({
        webhookEvent: `comment_${change}`,
        issue: { id: '10001' },
        comment: { id: shown?.id, body: 'Looks *good*', author: { accountId: BEN } },
      });
      expect(payload).not.toHaveProperty('user');
      expect(Date.parse(payload.comment.created)).toBe(Date.parse(shown?.created as string));
    }
  });

  it('of a link bear the REST id as a number, and both issues', async () => {
    const { fields } = (await rest('/rest/api/3/issue/PAY-1?fields=issuelinks')) as unknown as { fields: { issuelinks: { id: string }[] } };
    const payload = issueLinkPayload(scene, link, 'created') as { issueLink: { id: number } };
    expect(String(payload.issueLink.id)).toBe(fields.issuelinks[0]?.id);
    expect(payload).toMatchObject({
      webhookEvent: 'issuelink_created',
      issueLink: { sourceIssueId: 10_001, destinationIssueId: 10_002, issueLinkType: { id: 31, outwardName: 'blocks' } },
    });
  });

  it('of a deletion bear the issue as it was', () => {
    expect(issueDeletedPayload({ ...scene, user: BEN }, issue())).toMatchObject({
      webhookEvent: 'jira:issue_deleted',
      user: { accountId: BEN },
      issue: { id: '10001', key: 'PAY-1', fields: { summary: 'Pay twice' } },
    });
  });
});

describe('a delivery of Jira', () => {
  let server: Server;
  let url: string;
  let got: { headers: IncomingHttpHeaders; body: string }[];
  const payload: JiraPayload = { webhookEvent: 'jira:issue_deleted', text: 'Zürich' };
  beforeEach(async () => {
    got = [];
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        got.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') });
        outgoing.writeHead(202).end('taken');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/jira`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is signed over its bytes as X-Hub-Signature, and brings back what was answered', async () => {
    const delivered = await deliverJira({ url, secret: 'a secret' }, payload);
    const { headers, body } = got[0]!;
    expect(headers['x-hub-signature']).toBe(`sha256=${createHmac('sha256', 'a secret').update(body).digest('hex')}`);
    expect(headers).not.toHaveProperty('x-hub-signature-256');
    expect(headers).toMatchObject({
      'x-atlassian-webhook-flow': 'Primary',
      'x-atlassian-webhook-identifier': delivered.deliveryId,
      'user-agent': 'Atlassian Webhook HTTP Client',
    });
    expect(delivered).toMatchObject({ status: 202, body: 'taken' });
  });

  it('keeps its identifier when it is tried again, and counts the tries', async () => {
    await deliverJira({ url, secret: 's' }, payload, { identifier: 'one', flow: 'Secondary' });
    await deliverJira({ url, secret: 's' }, payload, { identifier: 'one', flow: 'Secondary', retry: 1 });
    expect(
      got.map(({ headers }) => [
        headers['x-atlassian-webhook-identifier'],
        headers['x-atlassian-webhook-flow'],
        headers['x-atlassian-webhook-retry'],
      ]),
    ).toEqual([
      ['one', 'Secondary', undefined],
      ['one', 'Secondary', '1'],
    ]);
  });

  it('of a hook without a secret is not signed', () => {
    expect(jiraDeliveryOf(null, payload).headers).not.toHaveProperty('x-hub-signature');
  });
});
