import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Delivery, MalformedRecord } from '#contract';
import servicenow from '../../../connectors/servicenow/index.js';
import { tools } from '../../contract/tools.js';
import { id } from './world.js';

const SECRET = 'made-up-secret-of-these-tests';
const NOW = 1_769_850_000;
const webhook = servicenow.webhook!;

const bytesOf = (body: string | Uint8Array) => (typeof body === 'string' ? new TextEncoder().encode(body) : body);

function signature(body: Uint8Array, secret = SECRET, time = NOW): string {
  return createHmac('sha256', secret)
    .update(`one.${String(time)}.`)
    .update(body)
    .digest('base64');
}

function delivery(body: string | Uint8Array, { time = NOW, signed }: { time?: number; signed?: string } = {}): Delivery {
  const bytes = bytesOf(body);
  const headers = {
    'webhook-id': 'one',
    'webhook-timestamp': String(time),
    'webhook-signature': signed ?? `v1,${signature(bytes, SECRET, time)}`,
  };
  return { headers, body: bytes };
}

const judged = (given: Delivery, secrets = [SECRET]) => webhook.verify(given, secrets, tools);
function parsed(body: string | Uint8Array) {
  const answer = judged(delivery(body));
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return webhook.parse(answer.genuine);
}
const BODY = JSON.stringify({ table: 'change_request', sys_id: id('chg', 1), operation: 'update' });

describe('a delivery', () => {
  it('14.9 with two signatures is genuine by either, as while a secret is being changed', () => {
    const [own, other] = [signature(bytesOf(BODY)), signature(bytesOf(BODY), 'another')];
    expect(judged(delivery(BODY, { signed: `v1,${other} v1,${own}` }))).toHaveProperty('genuine');
    expect(judged(delivery(BODY, { signed: `v1,${other} v1,${other}` }))).toHaveProperty('refused');
    expect(judged(delivery(BODY, { signed: `v1a,${own} v2,${own}` }))).toHaveProperty('refused');
  });

  it('14.9 is refused under the bytes that its secret stands for in base64: the text itself is the secret', () => {
    const encoded = Buffer.from(SECRET).toString('base64');
    expect(judged(delivery(BODY), [encoded])).toHaveProperty('refused');
  });

  it.each([
    [-300, 'genuine'],
    [300, 'genuine'],
    [-301, 'refused'],
    [301, 'refused'],
  ])('14.9 signed %i seconds from now is %s', (seconds, end) => {
    expect(judged(delivery(BODY, { time: NOW + seconds }))).toHaveProperty(end);
  });

  it('14.1 that comes twice is the same one by its id', () => {
    const [first, again] = [judged(delivery(BODY)), judged(delivery(BODY))];
    if (!('genuine' in first) || !('genuine' in again)) throw new Error('refused');
    expect(webhook.deliveryKey(first.genuine)).toBe(webhook.deliveryKey(again.genuine));
  });

  it.each([
    ['is empty', ''],
    ['is cut', '{"table":"change_requ'],
    ['is a list', '[]'],
    ['is nested 200,000 deep', `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
    ['is no UTF-8', Uint8Array.from([0x7b, 0xff, 0x7d])],
  ])('14.10 whose body %s is malformed, with a sentence', (_, body) => {
    expect(() => parsed(body)).toThrow(MalformedRecord);
    expect(() => parsed(body)).toThrow(/^The body of this delivery .*\.$/s);
  });

  it.each(['__proto__', 'toString', 'constructor', 'sys_audit', 'problem'])(
    '14.10 about the table %s is ignored with a reason, and rings for nothing',
    (table) => {
      const body = JSON.stringify({
        table,
        sys_id: id('x', 1),
        operation: 'update',
        sys_mod_count: '1',
        sys_updated_on: '2026-01-31 09:00:00',
        by: 'x',
      });
      const { records, doorbells } = parsed(body);
      expect(doorbells).toEqual([]);
      expect(records.map((record) => servicenow.normaliser.normalise(record))).toEqual([
        { ignored: expect.stringContaining(table) as string },
      ]);
    },
  );
});

describe('an unsigned delivery', () => {
  const rung = (body: unknown) => webhook.ring?.({ headers: {}, body: bytesOf(JSON.stringify(body)) });

  it('rings for the row that it names, and nothing that it says is kept', () => {
    expect(rung({ table: 'change_task', sys_id: id('ctask', 1), operation: 'delete', changes: [{ field: 'state', to: '3' }] })).toEqual([
      { collection: 'change_task', reference: { id: id('ctask', 1) } },
    ]);
  });

  it.each([
    [{ table: 'sys_user', sys_id: id('user', 1) }],
    [{ table: 'change_request', sys_id: 'x^NQactive=true' }],
    [{ table: 'change_request^', sys_id: id('chg', 1) }],
    [{}],
  ])('%j rings for nothing', (body) => {
    expect(rung(body)).toEqual([]);
  });
});
