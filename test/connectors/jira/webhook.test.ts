import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Delivery, MalformedRecord } from '#contract';
import jira from '../../../connectors/jira/index.js';
import { tools } from '../../contract/tools.js';

const SECRET = 'made-up-secret-of-these-tests';
const { webhook } = jira;
if (!webhook) throw new Error('the connector has no webhook');

function delivery(body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Delivery {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signature = `sha256=${createHmac('sha256', SECRET).update(bytes).digest('hex')}`;
  return { headers: { 'x-hub-signature': signature, ...headers }, body: bytes };
}

function genuineOf(given: Delivery) {
  const answer = webhook?.verify(given, [SECRET], tools);
  if (!answer || !('genuine' in answer)) throw new Error(answer?.refused);
  return answer.genuine;
}

const parsed = (body: string | Uint8Array) => webhook.parse(genuineOf(delivery(body)));
const deletion = JSON.stringify({ webhookEvent: 'jira:issue_deleted', timestamp: 1, issue: { id: '10042', key: 'PAY-12' } });

describe('a delivery', () => {
  it('14.1 that Jira tries again is the same one, whatever its retry header says', () => {
    const again = (retry: string) =>
      webhook.deliveryKey(genuineOf(delivery(deletion, { 'x-atlassian-webhook-identifier': 'one', 'x-atlassian-webhook-retry': retry })));
    expect(again('1')).toBe(again('2'));
  });

  it('without an identifier is the same one when its bytes are the same, and another when they are not', () => {
    const key = (body: string) => webhook.deliveryKey(genuineOf(delivery(body)));
    expect(key(deletion)).toBe(key(deletion));
    expect(key(deletion)).not.toBe(key(deletion.replace('10042', '10043')));
  });

  it('about a deleted ticket rings for nothing, since it cannot be read', () => {
    expect(parsed(deletion).doorbells).toEqual([]);
  });

  it('of an automation rule rings for the ticket that it names', () => {
    const { records, doorbells } = parsed(JSON.stringify({ issue: { id: '10042' }, action: 'x' }));
    expect(doorbells).toEqual([{ collection: 'tickets', reference: { ticket: '10042' } }]);
    expect(records.map((record) => jira.normaliser.normalise(record))).toEqual([
      { ignored: expect.stringContaining('no webhookEvent') as string },
    ]);
  });

  it('of a Jira Server about a comment rings for the ticket in its address', () => {
    const self = 'https://jira.example/rest/api/2/issue/10042/comment/7';
    expect(parsed(JSON.stringify({ webhookEvent: 'comment_updated', comment: { id: '7', self } })).doorbells).toEqual([
      { collection: 'tickets', reference: { ticket: '10042' } },
    ]);
  });

  it('14.10 whose webhookEvent is the name of something that every object has means nothing', () => {
    for (const name of ['toString', '__proto__', 'constructor', 'hasOwnProperty']) {
      const [record] = parsed(JSON.stringify({ webhookEvent: name })).records;
      expect(record && jira.normaliser.normalise(record)).toHaveProperty('ignored');
    }
  });

  it.each([
    ['is empty, as "Exclude body" makes it', ''],
    ['is cut', '{"webhookEvent":"jira:issue_upd'],
    ['is a list', '[]'],
    ['is nested 200,000 deep', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['is no UTF-8', Uint8Array.from([0x7b, 0xff, 0x7d])],
  ])('14.10 whose body %s is malformed, with a sentence', (_, body) => {
    expect(() => parsed(body)).toThrow(MalformedRecord);
    expect(() => parsed(body)).toThrow(/^The body of this delivery .*\.$/s);
  });
});
