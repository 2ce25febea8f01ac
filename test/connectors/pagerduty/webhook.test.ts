import { describe, expect, it } from 'vitest';
import { type Delivery, MalformedRecord } from '#contract';
import pagerduty from '../../../connectors/pagerduty/index.js';
import { OTHER } from '../../contract/refused.js';
import { tools } from '../../contract/tools.js';

const SECRET = 'secret-of-this-webhook';
const bytes = (text: string) => new TextEncoder().encode(text);
const webhook = pagerduty.webhook!;
const body = (type: string, id = 'PT4KHLK') => JSON.stringify({ event: { event_type: type, resource_type: 'incident', data: { id } } });
const sign = (secret: string, text: string) => `v1=${tools.hmac(secret, bytes(text))}`;
const delivery = (text: string, signature = sign(SECRET, text)): Delivery => ({
  headers: { 'x-pagerduty-signature': signature, 'x-webhook-id': '0f1e' },
  body: bytes(text),
});
function genuinely(given: Delivery) {
  const answer = webhook.verify(given, [SECRET], tools);
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return answer.genuine;
}

describe('the signatures of PagerDuty', () => {
  const text = body('incident.triggered');

  it.each([
    ['the first', `${sign(SECRET, text)},${sign(OTHER, text)}`],
    ['the second', `${sign(OTHER, text)},${sign(SECRET, text)}`],
    ['the second, behind a space', `${sign(OTHER, text)}, ${sign(SECRET, text)}`],
    ['one beside a version that is not known', `v2=abc,${sign(SECRET, text)}`],
  ])('14.9 are right when %s is', (_, signature) => {
    expect(webhook.verify(delivery(text, signature), [SECRET], tools)).toHaveProperty('genuine');
  });

  it.each([
    ['none of two is', `${sign(OTHER, text)},${sign('a third', text)}`],
    ['one is right but cut', `${sign(OTHER, text)},${sign(SECRET, text).slice(0, -1)}`],
    ['the right one is of a version that is not known', sign(SECRET, text).replace('v1', 'v2')],
    ['there are a thousand', Array.from({ length: 1000 }, () => sign(SECRET, text)).join(',')],
  ])('14.9 are wrong when %s', (_, signature) => {
    expect(webhook.verify(delivery(text, signature), [SECRET], tools)).toHaveProperty('refused');
  });

  it('leave a delivery known by its id, which is the same at every try', () => {
    expect(webhook.deliveryKey(genuinely(delivery(text)))).toBe('0f1e');
  });
});

describe('a delivery of PagerDuty', () => {
  it.each([
    ['incident.triggered', 1],
    ['incident.resolved', 1],
    ['incident.reopened', 1],
    ['incident.acknowledged', 0],
    ['incident.annotated', 0],
  ])('of %s asks for %i readings', (type, count) => {
    const { records, doorbells } = webhook.parse(genuinely(delivery(body(type))));
    expect(records).toMatchObject([{ kind: `webhook.${type}`, key: 'incident:PT4KHLK' }]);
    expect(doorbells).toEqual(Array.from({ length: count }, () => ({ collection: 'incidents', reference: { incident: 'PT4KHLK' } })));
  });

  it('that nobody signed only rings, and for nothing but an incident', () => {
    expect(webhook.ring!({ headers: {}, body: bytes(body('incident.resolved')) })).toHaveLength(1);
    expect(webhook.ring!({ headers: {}, body: bytes(body('incident.resolved', '../users')) })).toEqual([]);
    expect(webhook.ring!({ headers: {}, body: bytes('{"event":{}}') })).toEqual([]);
  });

  it.each([
    ['bytes that are no UTF-8', Uint8Array.from([0x7b, 0xff, 0x7d])],
    ['no JSON', bytes('event=incident')],
    ['a list', bytes('[]')],
    ['a hundred thousand brackets', bytes('['.repeat(100_000))],
  ])('14.10 that is %s is malformed', (_, given) => {
    const signed = genuinely({ headers: { 'x-pagerduty-signature': `v1=${tools.hmac(SECRET, given)}` }, body: given });
    expect(() => webhook.parse(signed)).toThrow(MalformedRecord);
  });

  it.each(['__proto__', 'toString', 'hasOwnProperty'])('14.10 of an event called %s is malformed or ignored, and no event', (type) => {
    const [record] = webhook.parse(genuinely(delivery(body(type)))).records;
    expect(pagerduty.normaliser.normalise(record!)).toHaveProperty('ignored');
  });
});
