import { describe, expect, it } from 'vitest';
import { MalformedRecord } from '#contract';
import jenkins from '../../../connectors/jenkins/index.js';

const ring = (body: string) => jenkins.webhook?.ring?.({ headers: {}, body: new TextEncoder().encode(body) });

describe('a delivery', () => {
  it('of a pipeline, and of the Notification plug-in, rings for its build', () => {
    const bell = [{ collection: 'builds', reference: { job: 'payments/deploy pay', number: 5 } }];
    expect(ring('{"job":"payments/deploy pay","number":5,"result":"SUCCESS"}')).toEqual(bell);
    expect(ring('{"name":"deploy pay","url":"job/payments/job/deploy%20pay/","build":{"number":5,"phase":"FINALIZED"}}')).toEqual(bell);
  });

  it('14.10 that names no build is malformed, with a sentence', () => {
    const bodies = [
      '',
      '[]',
      '{"job":""}',
      '{"job":"a","number":0}',
      '{"url":"job/%E0%A4%A/","build":{"number":5}}',
      '{"__proto__":{"job":"a","number":1}}',
    ];
    for (const body of [...bodies, '['.repeat(200_000)]) expect(() => ring(body), body.slice(0, 40)).toThrow(MalformedRecord);
  });
});
