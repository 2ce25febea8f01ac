import { describe, expect, it } from 'vitest';
import { baselineOf, placeKey, placeOf } from '../../src/correlate/index.js';
import { policyWith } from '../setup/policy.js';

const policy = policyWith({
  environments: {
    live: { production: true, environment: 'production' },
    'live-eu': { production: true, environment: 'production', target: 'eu' },
  },
  baselines: { 'acme/pay/production': 'empty', 'acme/pay/live-eu': 'a'.repeat(40) },
});

describe('the place of a deployment', () => {
  it.each([
    ['production', 'production', null],
    ['live', 'production', null],
    ['live-eu', 'production', 'eu'],
    ['constructor', 'constructor', null],
  ])('called %s by a tool is %s, target %s', (name, environment, target) => {
    expect(placeOf(name, policy)).toEqual({ environment, target });
  });

  it('has one key for two names of one place, and another for another target or environment', () => {
    const keys = ['production', 'live', 'live-eu', 'eu'].map((name) => placeKey(placeOf(name, policy)));
    expect(keys[0]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it("begins with the baseline of the tool's name, else with that of what policy calls it", () => {
    expect(['live', 'live-eu', 'qa'].map((name) => baselineOf('acme/pay', name, policy))).toEqual(['empty', 'a'.repeat(40), null]);
  });
});
