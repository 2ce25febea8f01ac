import { describe, expect, it } from 'vitest';
import { type Policy, policySchema } from '#contract';
import { isEvidence } from '../../src/follow/integrity.js';

const policy = (rules: object): Policy =>
  ({ ...policySchema.parse({ rules }), version: 1, clockSkewMs: 0, settleMs: 0 }) as unknown as Policy;
const UNGUARDED = { 'control-weakened': { enabled: false } };
const REQUIRED = { 'failed-checks-overridden': { required: ['unit tests'] } };

describe('what an implementation’s evidence depends on', () => {
  it.each(['branches', 'checks', 'commits', 'deployments', 'pull_requests', 'reviews', 'census:tickets'])('is %s', (collection) => {
    expect(isEvidence(collection, policy({}))).toBe(true);
  });

  it.each(['builds', 'releases', 'tags', 'environments', 'access', 'dependabot_alerts', 'deliveries'])(
    'is not %s, which no rule about it looks at',
    (collection) => {
      expect(isEvidence(collection, policy({}))).toBe(false);
    },
  );

  it('is what went around rulesets, unless policy does not ask whether anything did', () => {
    expect(isEvidence('bypasses', policy({}))).toBe(true);
    expect(isEvidence('bypasses', policy(UNGUARDED))).toBe(false);
  });

  it.each<readonly [boolean, string, object]>([
    [true, 'they say which checks are required', UNGUARDED],
    [false, 'policy says which checks are required', { ...UNGUARDED, ...REQUIRED }],
    [false, 'nobody asks for required checks', { ...UNGUARDED, 'failed-checks-overridden': { enabled: false } }],
    [true, 'it is asked whether they were loosened', REQUIRED],
    [true, 'it is asked who started it', { ...UNGUARDED, ...REQUIRED, 'developer-deployed': { enabled: true } }],
  ])('protections are evidence (%s) where %s', (is, _, rules) => {
    expect(isEvidence('protections', policy(rules))).toBe(is);
  });
});
