import { describe, expect, it } from 'vitest';
import { span } from '../runs.js';
import { ticketWith } from '../tickets.js';
import {
  AFTER,
  answered,
  BEFORE,
  byHand,
  checked,
  decided,
  deployed,
  filledIn,
  moves,
  policy,
  recordTold,
  START,
  type Told,
} from './facts.js';

const implementations = [deployed(START)];
const soon = filledIn(BEFORE);
const late = filledIn(AFTER);
const READY = { testing: soon, plan: soon, communication: soon, dependencies: soon, backout: soon };
const [unapproved, postHoc, rejected, own] = [
  'unapproved-deployment',
  'post-hoc-approval',
  'deployed-despite-rejection',
  'self-approval',
] as const;
const all = (answer: 'PASS' | 'EXEMPT') => [unapproved, postHoc, rejected].map((rule) => answered(rule, answer));
const incident = ticketWith({}, { ticket: 'ticket:jira:9', key: 'OPS-9', issueTypeName: 'Incident' });
const linked = { ticket: { links: [{ other: 'ticket:jira:9', linkType: '1', typeName: 'Causes', seq: 33 }] }, related: [incident] };
const outage = { ...incident, created: span(AFTER) };
const withIncidents = { ...policy, incidentTypes: { '*': ['Incident'] } };
const context = { '*': { project: { types: ['Incident'] } } };

const CASES: readonly (readonly [proof: string, says: string, told: Told, expected: string, by?: typeof policy])[] = [
  ['AUTHORISATION', 'all rules pass', { answers: all('PASS') }, 'PROVEN'],
  ['AUTHORISATION', 'it is exempt', { answers: all('EXEMPT') }, 'PROVEN'],
  ['AUTHORISATION', 'only the second rule is on, and passes', { answers: [answered(postHoc, 'PASS')] }, 'NOT_PROVEN'],
  ['AUTHORISATION', 'only the first rule is on, and passes', { answers: [answered(unapproved, 'PASS')] }, 'NOT_PROVEN'],
  ['AUTHORISATION', 'its review is overdue', { answers: [...all('EXEMPT'), answered('emergency-without-review', 'GAP')] }, 'NOT_PROVEN'],
  ['AUTHORISATION', 'it was never approved', { answers: [answered(unapproved, 'GAP'), answered(postHoc, 'PASS')] }, 'CONTRADICTED'],
  ['AUTHORISATION', 'it was approved afterwards', { answers: [answered(unapproved, 'PASS'), answered(postHoc, 'GAP')] }, 'CONTRADICTED'],
  ['AUTHORISATION', 'it was rejected', { answers: [...all('PASS').slice(0, 2), answered(rejected, 'GAP')] }, 'CONTRADICTED'],
  ['AUTHORISATION', 'who wrote it approved it', { answers: [...all('PASS'), answered(own, 'GAP')] }, 'NOT_PROVEN'],
  ['AUTHORISATION', 'a rule cannot tell', { answers: [answered(unapproved, 'INDETERMINATE'), answered(postHoc, 'PASS')] }, 'NOT_PROVEN'],
  ['AUTHORISATION', 'no rule was asked', {}, 'NOT_PROVEN'],
  ['AUTHORISATION', 'only that it was not rejected is known', { answers: [answered(rejected, 'PASS')] }, 'NOT_PROVEN'],
  ['BUSINESS_NEED', 'it is justified', { fields: { why: soon }, implementations }, 'PROVEN'],
  ['BUSINESS_NEED', 'it was justified afterwards', { fields: { why: late }, implementations }, 'NOT_PROVEN'],
  ['BUSINESS_NEED', 'nobody says why', {}, 'NOT_PROVEN'],
  ['BUSINESS_NEED', 'it came from an incident', linked, 'PROVEN', withIncidents],
  ['BUSINESS_NEED', 'it caused the incident', { ...linked, related: [outage], implementations }, 'NOT_PROVEN', withIncidents],
  ['BUSINESS_NEED', 'it is only part of a project', linked, 'NOT_PROVEN', { ...policy, context }],
  [
    'IMPACT_REVIEW',
    'stated, and reviewed before',
    { fields: { risk: soon, impact: soon, status: moves([BEFORE, 'Reviewing']) }, implementations },
    'PROVEN',
  ],
  [
    'IMPACT_REVIEW',
    'stated, and decided before',
    { fields: { risk: soon, impact: soon }, decisions: [decided(BEFORE)], implementations },
    'PROVEN',
  ],
  [
    'IMPACT_REVIEW',
    'stated, and reviewed afterwards',
    { fields: { risk: soon, impact: soon, status: moves([AFTER, 'Reviewing']) }, decisions: [decided(AFTER)], implementations },
    'NOT_PROVEN',
  ],
  [
    'IMPACT_REVIEW',
    'stated, and somebody was only asked',
    { fields: { risk: soon, impact: soon }, decisions: [decided(BEFORE, { decision: 'REQUESTED' })], implementations },
    'NOT_PROVEN',
  ],
  [
    'IMPACT_REVIEW',
    'reviewed, and stated afterwards',
    { fields: { risk: late, impact: soon }, decisions: [decided(BEFORE)], implementations },
    'NOT_PROVEN',
  ],
  ['READINESS', 'all five are there', { fields: READY, implementations }, 'PROVEN'],
  ...Object.keys(READY).map(
    (missing) => ['READINESS', `${missing} is missing`, { fields: { ...READY, [missing]: [] }, implementations }, 'NOT_PROVEN'] as const,
  ),
  ['READINESS', 'one came late', { fields: { ...READY, backout: late }, implementations }, 'NOT_PROVEN'],
  ['READINESS', 'a test failed', { fields: READY, checks: [checked(BEFORE, 'FAILURE')], implementations }, 'CONTRADICTED'],
  [
    'READINESS',
    'a test failed and was repeated',
    { fields: READY, checks: [checked(4_000, 'FAILURE'), checked(BEFORE)], implementations },
    'PROVEN',
  ],
  [
    'READINESS',
    'a test was repeated after the start',
    { fields: READY, checks: [checked(BEFORE, 'FAILURE'), checked(AFTER)], implementations },
    'CONTRADICTED',
  ],
  [
    'READINESS',
    'a test failed after the start',
    { fields: READY, checks: [checked(BEFORE), checked(AFTER, 'FAILURE')], implementations },
    'PROVEN',
  ],
  ['EXECUTION', 'it was deployed', { implementations }, 'PROVEN'],
  ['EXECUTION', 'it was carried out by hand', { implementations: [byHand(START)] }, 'PROVEN'],
  ['EXECUTION', 'nothing shows it', {}, 'NOT_PROVEN'],
  ['EXECUTION', 'the ticket says done and nothing shows it', { fields: { status: moves([BEFORE, 'Done']) } }, 'CONTRADICTED'],
  [
    'EXECUTION',
    'the ticket says done and deployments were not read',
    {
      fields: { status: moves([BEFORE, 'Done']) },
      unread: { ticket: [], approvals: [], checks: [], deployments: ['They were not read.'] },
    },
    'NOT_PROVEN',
  ],
  ['EXECUTION', 'the ticket says that it was given up', { fields: { status: moves([BEFORE, 'Dropped']) } }, 'NOT_PROVEN'],
];

describe('the proofs of a record', () => {
  it.each(CASES.map(([proof, says, told, expected, by]) => ({ proof, says, told, expected, by })))(
    '$proof: where $says',
    ({ proof, told, expected, by }) => {
      const found = recordTold(told, by).proofs.find((one) => one.proof === proof)!;
      expect(found.state).toBe(expected);
      expect(found.reasons).not.toEqual([]);
    },
  );

  it('give as reasons what the rules say, and what is missing', () => {
    const { proofs } = recordTold({
      answers: [answered(unapproved, 'GAP')],
      fields: { ...READY, backout: late, plan: [] },
      implementations,
    });
    const reasons = (name: string) => proofs.find(({ proof }) => proof === name)!.reasons;
    expect(reasons('AUTHORISATION')).toEqual(['unapproved-deployment says GAP.']);
    expect(reasons('READINESS')).toEqual([
      'The implementation plan is missing.',
      'Nobody has read the implementation plan.',
      'The backout plan came after the start.',
    ]);
  });
});
