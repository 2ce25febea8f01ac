import { describe, expect, it } from 'vitest';
import { type Delivery, MalformedRecord, type Verification } from '#contract';
import env0 from '../../../connectors/env0/index.js';
import { tools } from '../../contract/tools.js';
import { deployment, OUTPUT } from '../../../src/sample/env0/world.js';

const SECRET = 'secret-of-this-webhook';
const bytes = (text: string) => new TextEncoder().encode(text);
const webhook = env0.webhook!;

function body(more: object = {}): string {
  const deploymentLog = deployment('one', 100);
  const environment = { id: 'env-001', name: 'pay', projectId: 'pay', latestDeploymentLog: deploymentLog };
  return JSON.stringify({
    type: 'com.env0.deploy.succeeded',
    id: 'e',
    time: '2026-01-01T00:03:00.000Z',
    data: { environment, deploymentLog, ...more },
  });
}

function verified(delivery: Delivery, config?: unknown): Verification {
  return webhook.verify(delivery, [SECRET], { ...tools, config });
}
const signed = (text: string, over = text, prefix = '', name = 'x-env0'): Delivery => ({
  headers: { [`${name}-signature`]: prefix + tools.hmac(SECRET, bytes(over)), [`${name}-event-id`]: 'e6328df5' },
  body: bytes(text),
});
function genuinely(delivery: Delivery) {
  const answer = verified(delivery);
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return answer.genuine;
}

describe('the signature of env zero', () => {
  it('is taken under both names of its header', () => {
    expect(verified(signed(body()))).toHaveProperty('genuine');
    expect(verified(signed(body(), body(), '', 'x-env-zero'))).toHaveProperty('genuine');
  });

  it('is over what the configuration says, and over nothing else', () => {
    const spaced = JSON.stringify(JSON.parse(body()), null, 2);
    const rewritten = signed(spaced, body(), 'sha256=');
    const config = { signature: { over: 'REWRITTEN_JSON', prefix: 'sha256=' } };
    expect(verified(rewritten, config)).toHaveProperty('genuine');
    expect(verified(rewritten)).toHaveProperty('refused');
    expect(verified(signed(spaced), config)).toHaveProperty('refused');
    expect(verified(signed(spaced, 'no JSON', 'sha256='), config)).toHaveProperty('refused');
    expect(verified({ ...rewritten, body: bytes('no JSON') }, config)).toMatchObject({
      refused: 'The body is no JSON, so it cannot be what was signed.',
    });
  });

  it('of the documentation does not reproduce, as its README says', () => {
    expect(tools.hmac('Secret example', bytes('Hello, World!'))).toBe('d63f9c0af8d9f8ac974d4c4480dc0131552b1dedabd09efa86b63be4f3b3e423');
  });

  it('and not the event id is what a delivery is known by, since nothing covers that', () => {
    const first = genuinely(signed(body()));
    const replayed = genuinely({ ...signed(body()), headers: { ...signed(body()).headers, 'x-env0-event-id': 'another' } });
    expect(webhook.deliveryKey(replayed)).toBe(webhook.deliveryKey(first));
    expect(webhook.deliveryKey(genuinely(signed(body({ other: 1 }))))).not.toBe(webhook.deliveryKey(first));
  });
});

describe('a delivery of env zero', () => {
  it('is kept without outputs, plans, variables, tokens and credentials, and means the same', () => {
    const delivery = genuinely(signed(body()));
    const kept = webhook.withoutSecrets!(delivery);
    expect(new TextDecoder().decode(delivery.body)).toContain(OUTPUT);
    expect(new TextDecoder().decode(kept)).not.toContain(OUTPUT);
    expect(webhook.parse({ ...delivery, body: kept })).toEqual(webhook.parse(delivery));
    const events = webhook.parse(delivery).records.map((record) => env0.normaliser.normalise(record));
    expect(events[0]).toHaveProperty('events');
    expect(JSON.stringify(events)).not.toContain(OUTPUT);
  });

  it('14.10 keeps no secret in whatever odd place it stands', () => {
    const odd = {
      deploymentLog: {
        ...deployment('one', 100),
        status: { value: OUTPUT },
        reviewers: OUTPUT,
        startedByUser: [OUTPUT],
        gitMetadata: OUTPUT,
      },
      environment: OUTPUT,
    };
    const delivery = genuinely(signed(body(odd)));
    expect(new TextDecoder().decode(webhook.withoutSecrets!(delivery))).not.toContain(OUTPUT);
    expect(() => env0.normaliser.normalise(webhook.parse(delivery).records[0]!)).toThrow(MalformedRecord);
  });

  it.each(['__proto__', 'toString', 'constructor'])('14.10 is not led astray by a member called %s', (name) => {
    const text = body().replace('"type":"com.env0.deploy.succeeded"', `"${name}":{"type":"x"},"type":"com.env0.deploy.succeeded"`);
    const { records } = webhook.parse(genuinely(signed(text)));
    expect(records).toEqual(webhook.parse(genuinely(signed(body()))).records);
  });

  it.each([
    ['bytes that are no UTF-8', Uint8Array.from([0x7b, 0xff, 0x7d])],
    ['no JSON', bytes('type=deploy')],
    ['a list', bytes('[]')],
    ['a hundred thousand brackets', bytes('['.repeat(100_000))],
  ])('14.10 that is %s is malformed, and nothing of it is kept', (_, given) => {
    const delivery = genuinely({ headers: { 'x-env0-signature': tools.hmac(SECRET, given) }, body: given });
    expect(() => webhook.parse(delivery)).toThrow(MalformedRecord);
    expect(() => webhook.withoutSecrets!(delivery)).toThrow(MalformedRecord);
  });

  it('rings for its deployment, signed or not', () => {
    const bell = { collection: 'deployments', reference: { deployment: 'one' } };
    expect(webhook.parse(genuinely(signed(body()))).doorbells).toEqual([bell]);
    expect(webhook.ring!({ headers: {}, body: bytes(body()) })).toEqual([bell]);
    expect(webhook.ring!({ headers: {}, body: bytes('{"type":"com.env0.webhook.test"}') })).toEqual([]);
    expect(webhook.ring!({ headers: {}, body: bytes(body({ deploymentLog: { id: '../organization' } })) })).toEqual([]);
  });
});
