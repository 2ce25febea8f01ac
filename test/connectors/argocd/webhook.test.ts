import { describe, expect, it } from 'vitest';
import { genuine, type Json, MalformedRecord } from '#contract';
import argocd from '../../../connectors/argocd/index.js';
import { application, applicationObject, operation } from '../../../src/sample/argocd/world.js';

const bytes = (body: string) => ({ headers: {}, body: new TextEncoder().encode(body) });

function parsed(body: Json | string) {
  const answer = genuine(bytes(typeof body === 'string' ? body : JSON.stringify(body)));
  if (!('genuine' in answer)) throw new Error(answer.refused);
  return argocd.webhook!.parse(answer.genuine);
}

describe('a notification', () => {
  it('of a whole application is a record of what is read, without what may be secret', () => {
    const { records, doorbells } = parsed({ app: applicationObject(application(1, [operation(0)])) });
    expect(records).toMatchObject([{ kind: 'webhook.application', key: 'application:00000000-0000-4000-8000-000000000001' }]);
    expect(doorbells).toEqual([]);
    expect(JSON.stringify(records)).not.toContain('hunter2');
  });

  it('keeps no password that stands in the address of a repository', () => {
    const source = { repoURL: 'https://bot:hunter2@github.com/acme/deploy' };
    const { records } = parsed({ app: { metadata: { uid: 'u', name: 'a', namespace: 'b' }, spec: { source }, status: {} } });
    expect(JSON.stringify(records)).toContain('"https://github.com/acme/deploy"');
  });

  it('of a name alone rings for the application', () => {
    const { records, doorbells } = parsed({ app: { metadata: { name: 'pay', namespace: 'argocd' } } });
    expect(records).toEqual([]);
    expect(doorbells).toEqual([{ collection: 'applications', reference: { name: 'pay', namespace: 'argocd' } }]);
  });

  it('14.10 that cannot be split is malformed, with a sentence', () => {
    const bodies = [
      '',
      '[]',
      'null',
      '{"app":',
      '{"app":{"metadata":{"name":"../account"}}}',
      '{"__proto__":{"app":{}}}',
      '['.repeat(200_000),
    ];
    for (const body of bodies) expect(() => parsed(body), body.slice(0, 40)).toThrow(MalformedRecord);
    expect(() => parsed(`{"app":${'{"a":'.repeat(500)}1${'}'.repeat(501)}`)).toThrow('nested 501 deep');
  });

  it('that nobody can vouch for only rings, whatever else it says', () => {
    const body = JSON.stringify({ app: applicationObject(application(1, [operation(0)])) });
    expect(argocd.webhook?.ring?.(bytes(body))).toEqual([
      { collection: 'applications', reference: { name: 'app-1', namespace: 'argocd' } },
    ]);
  });
});
