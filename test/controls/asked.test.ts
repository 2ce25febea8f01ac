import { describe, expect, it } from 'vitest';
import type { Policy, RuleId } from '#contract';
import { askedBy, isSwitchedOn, judgeChange, judgeService } from '../../src/controls/index.js';
import { policyWith } from '../setup/policy.js';
import { decision, implementationOf } from './implementation.js';
import { access, serviceOf } from './service.js';

const isAsked = (rule: string, policy: Partial<Policy>) => askedBy(policyWith(policy), { service: 'pay', environment: 'live' }).has(rule);

const on = (rule: string): Partial<Policy> => ({ rules: { [rule]: { enabled: true } } });
const SYSTEMS: Policy['fields'] = { jira: { affectedSystems: 'components' } };
const REVIEWERS: Policy['reviewers'] = [{ paths: ['src/**'], roles: ['security'] }];

describe('a policy', () => {
  it.each<readonly [string, boolean, string, Partial<Policy>]>([
    ['asks a rule that needs nothing', true, 'direct-push', {}],
    ['asks no rule that it switches off', false, 'direct-push', { rules: { 'direct-push': { enabled: false } } }],
    ['asks of the services to which it narrows a rule', true, 'direct-push', { rules: { 'direct-push': { services: ['pay'] } } }],
    ['asks of no other service', false, 'direct-push', { rules: { 'direct-push': { services: ['shop'] } } }],
    ['asks of no other environment', false, 'direct-push', { rules: { 'direct-push': { environments: ['other'] } } }],
    ['asks no rule that it must switch on', false, 'developer-deployed', {}],
    ['asks a rule that it switches on', true, 'developer-deployed', { rules: { 'developer-deployed': { enabled: true } } }],
    ['asks for environments with their order', true, 'skipped-stage', { ...on('skipped-stage'), environmentOrder: ['test', 'live'] }],
    ['asks for none without', false, 'skipped-stage', on('skipped-stage')],
    ['asks for affected systems with their field', true, 'scope-exceeded', { ...on('scope-exceeded'), fields: SYSTEMS }],
    ['asks for none with other fields alone', false, 'scope-exceeded', { ...on('scope-exceeded'), fields: { jira: { risk: 'risk' } } }],
    ['asks for reviewers with a list of them', true, 'unqualified-reviewer', { ...on('unqualified-reviewer'), reviewers: REVIEWERS }],
    ['asks for none without a list', false, 'unqualified-reviewer', on('unqualified-reviewer')],
  ])('%s: %s', (_, expected, rule, policy) => {
    expect(isAsked(rule, policy)).toBe(expected);
  });

  it('asks of a service that nobody knows what it asks of any', () => {
    const narrowed = policyWith({ rules: { 'direct-push': { services: ['shop'] } } });
    expect(askedBy(narrowed, { service: null, environment: null }).has('direct-push')).toBe(true);
  });

  it('asks of a change its own rules, and where it was carried out by hand also those about its implementation', () => {
    const spoken = (isManual: boolean, policy: Partial<Policy> = {}) =>
      judgeChange(implementationOf({ decisions: [decision()], policy }), isManual).map(({ rule }) => rule);
    expect(spoken(true)).toContain('unapproved-deployment');
    expect(spoken(false)).not.toContain('unapproved-deployment');
    expect(spoken(true, { rules: { 'unapproved-deployment': { enabled: false } } })).not.toContain('unapproved-deployment');
  });

  it('asks of a service the rules about it that it switches on, and no others', () => {
    const spoken = (rules: Policy['rules']) => judgeService(serviceOf({ accesses: [access()], policy: { rules } })).map(({ rule }) => rule);
    expect([spoken({ 'direct-access': { enabled: false } }), spoken({})]).toEqual([[], ['direct-access']]);
  });

  it.each<readonly [boolean, RuleId, Policy['rules']]>([
    [true, 'direct-push', {}],
    [false, 'direct-push', { 'direct-push': { enabled: false } }],
    [false, 'developer-deployed', {}],
    [true, 'developer-deployed', { 'developer-deployed': { enabled: true } }],
  ])('says %s of whether it asks %s at all with %j', (expected, rule, rules) => {
    expect(isSwitchedOn(rule, { rules })).toBe(expected);
  });
});
