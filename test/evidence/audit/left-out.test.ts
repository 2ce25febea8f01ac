import { describe, expect, it } from 'vitest';
import type { Instant, Policy } from '#contract';
import { leftOutOf } from '../../../src/evidence/audit/index.js';
import { policyWith } from '../../setup/policy.js';

const READ = ['pay', 'web', 'tools'].map((name) => ({ repository: `repository:a:${name}`, source: 'a', name: `acme/${name}` }));
const YEAR = { from: '2026-01-01T00:00:00.000000Z' as Instant, to: '2027-01-01T00:00:00.000000Z' as Instant };
const SERVICES: Partial<Policy>['services'] = policyWith({
  services: { pay: { repositories: ['acme/pay'] }, web: { repositories: [{ repository: 'acme/web', paths: ['src'] }] } } as never,
}).services;
const names = (policy: Partial<Policy>) => leftOutOf(READ, policyWith({ services: SERVICES, ...policy }), YEAR).map(({ name }) => name);

describe('what policy leaves out of an audit', () => {
  it.each<readonly [string, Policy['scope'], readonly string[]]>([
    ['nothing, where it gives no scope', undefined, []],
    ['what belongs to no service in scope', [{ services: ['pay'] }], ['acme/web', 'acme/tools']],
    ['not what is mapped by paths', [{ services: ['pay', 'web'] }], ['acme/tools']],
    ['not what is a service itself', [{ services: ['pay', 'web', 'repository:a:tools'] }], []],
    ['what was in scope before the period alone', [{ services: ['pay', 'web'], to: '2026-01-01' }], ['acme/pay', 'acme/web', 'acme/tools']],
    ['not what was for a day of it', [{ services: ['pay', 'web'], to: '2026-01-02' }], ['acme/tools']],
    ['what comes into scope after it', [{ services: ['pay', 'web'], from: '2027-01-02' }], ['acme/pay', 'acme/web', 'acme/tools']],
  ])('is %s', (_, scope, expected) => {
    expect(names(scope === undefined ? {} : { scope })).toEqual(expected);
  });

  it('is nothing before there is a policy', () => {
    expect(leftOutOf(READ, null, YEAR)).toEqual([]);
  });
});
