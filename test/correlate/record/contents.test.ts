import { describe, expect, it } from 'vitest';
import type { Policy } from '#contract';
import { changed, filled, placeholder, read } from '../tickets.js';
import { span } from '../runs.js';
import { AFTER, BEFORE, byHand, checked, decided, deployed, filledIn, moves, policy, recordTold, START, type Told } from './facts.js';

const implementations = [deployed(START)];
const soon = filledIn(BEFORE);
const late = filledIn(AFTER);
const tested: Policy = { ...policy, tests: ['unit *'] };

type Case = readonly [content: string, says: string, told: Told, expected: string, by?: Policy];

const CASES: readonly Case[] = [
  ['REQUEST_DETAILS', 'description and requester are there', { implementations }, 'PRESENT'],
  ['REQUEST_DETAILS', 'nobody is the requester', { fields: { reporter: [read(null, span(AFTER))] } }, 'ABSENT'],
  ['REQUEST_DETAILS', 'the description came after the start', { fields: { description: late }, implementations }, 'LATE'],
  ['REQUEST_DETAILS', 'the ticket was made after the start', { ticket: { created: span(AFTER) }, implementations }, 'LATE'],
  ['BUSINESS_JUSTIFICATION', 'it was filled in before the start', { fields: { why: soon }, implementations }, 'PRESENT'],
  ['BUSINESS_JUSTIFICATION', 'it was filled in after the start', { fields: { why: late }, implementations }, 'LATE'],
  ['BUSINESS_JUSTIFICATION', 'it was filled in and nothing started', { fields: { why: late } }, 'PRESENT'],
  [
    'BUSINESS_JUSTIFICATION',
    'a placeholder stands there',
    { fields: { why: [changed(null, placeholder('tbd'), span(BEFORE))] }, implementations },
    'ABSENT',
  ],
  [
    'BUSINESS_JUSTIFICATION',
    'it was taken away again',
    { fields: { why: [...soon, changed(filled('words'), null, span(AFTER))] }, implementations },
    'ABSENT',
  ],
  [
    'BUSINESS_JUSTIFICATION',
    'a text of the template stands there',
    { fields: { why: soon } },
    'ABSENT',
    { ...policy, templates: { why: ['digest of words'] } },
  ],
  ['AFFECTED_SYSTEMS', 'the request names them', { fields: { systems: soon }, implementations: [byHand(START)] }, 'PRESENT'],
  ['AFFECTED_SYSTEMS', 'the deployment is of a service that policy knows', { implementations }, 'PRESENT'],
  [
    'AFFECTED_SYSTEMS',
    'the deployment is of a repository that policy does not know',
    { implementations: [deployed(START, { service: 'repository:a:9' })] },
    'ABSENT',
  ],
  ['RISK_AND_IMPACT_REVIEW', 'both are there', { fields: { risk: soon, impact: soon }, implementations }, 'PRESENT'],
  ['RISK_AND_IMPACT_REVIEW', 'one of them came late', { fields: { risk: soon, impact: late }, implementations }, 'LATE'],
  ['RISK_AND_IMPACT_REVIEW', 'one of them is missing', { fields: { risk: soon }, implementations }, 'ABSENT'],
  ['APPROVAL_HISTORY', 'somebody approved', { decisions: [decided(BEFORE)], implementations }, 'PRESENT'],
  ['APPROVAL_HISTORY', 'somebody was asked', { decisions: [decided(BEFORE, { decision: 'REQUESTED' })], implementations }, 'PRESENT'],
  ['APPROVAL_HISTORY', 'all of it came after the start', { decisions: [decided(AFTER)], implementations }, 'LATE'],
  ['APPROVAL_HISTORY', 'nothing but a reset', { decisions: [decided(BEFORE, { decision: 'RESET' })], implementations }, 'ABSENT'],
  ['TESTING_EVIDENCE', 'a check ended', { checks: [checked(BEFORE)], implementations }, 'PRESENT'],
  ['TESTING_EVIDENCE', 'a check failed', { checks: [checked(BEFORE, 'FAILURE')], implementations }, 'PRESENT'],
  ['TESTING_EVIDENCE', 'it was skipped', { checks: [checked(BEFORE, 'SKIPPED')], implementations }, 'ABSENT'],
  ['TESTING_EVIDENCE', 'it ended after the start', { checks: [checked(AFTER)], implementations }, 'LATE'],
  ['TESTING_EVIDENCE', 'it is one that policy calls a test', { checks: [checked(BEFORE)], implementations }, 'PRESENT', tested],
  [
    'TESTING_EVIDENCE',
    'it is none that policy calls a test',
    { checks: [checked(BEFORE, 'SUCCESS', { name: 'lint' })], implementations },
    'ABSENT',
    tested,
  ],
  ['TESTING_EVIDENCE', 'the ticket tells of it', { fields: { testing: soon }, implementations }, 'PRESENT'],
  ['IMPLEMENTATION_PLAN', 'it is there', { fields: { plan: soon }, implementations }, 'PRESENT'],
  ['BACKOUT_PLAN', 'it came late', { fields: { backout: late }, implementations }, 'LATE'],
  ['STATUS_HISTORY', 'it went through a status', { fields: { status: moves([BEFORE, 'Ready']) }, implementations }, 'PRESENT'],
  [
    'STATUS_HISTORY',
    'the ticket was made after the start',
    { fields: { status: moves([20_000, 'Ready']) }, ticket: { created: span(AFTER) }, implementations },
    'LATE',
  ],
  ['STATUS_HISTORY', 'no status was read', { implementations }, 'ABSENT'],
  ['EXECUTION_EVIDENCE', 'it was deployed', { implementations }, 'PRESENT'],
  ['EXECUTION_EVIDENCE', 'it was carried out by hand', { implementations: [byHand(START)] }, 'PRESENT'],
  ['EXECUTION_EVIDENCE', 'it was not', {}, 'ABSENT'],
  ['FINAL_OUTCOME', 'the deployments show it', { implementations }, 'PRESENT'],
  ['FINAL_OUTCOME', 'nobody says it', {}, 'ABSENT'],
];

describe('the contents of a record', () => {
  it.each(CASES.map(([content, says, told, expected, by]) => ({ content, says, told, expected, by })))(
    '$content: where $says',
    ({ content, told, expected, by }) => {
      expect(recordTold(told, by).contents.find((one) => one.content === content)!.state).toBe(expected);
    },
  );

  const unread = {
    ticket: ['The tickets of PAY were not read.'],
    approvals: ['Nor its approvals.'],
    checks: ['Nor the checks.'],
    deployments: ['Nor deployments.'],
  };
  const blind = (content: string, told: Told) => recordTold({ unread, ...told }).contents.find((one) => one.content === content)!.unread;

  it('say of what is absent where nobody looked, and nothing of what is there', () => {
    expect(blind('BACKOUT_PLAN', {})).toEqual(['Nobody has read the backout plan.', ...unread.ticket]);
    expect(blind('BACKOUT_PLAN', { fields: { backout: soon } })).toEqual([]);
    expect(blind('APPROVAL_HISTORY', {})).toEqual(unread.approvals);
    expect(blind('TESTING_EVIDENCE', {})).toEqual(['Nobody has read the testing evidence.', ...unread.ticket, ...unread.checks]);
    expect(blind('TESTING_EVIDENCE', { checks: [checked(BEFORE)], implementations })).toEqual([]);
    expect(blind('EXECUTION_EVIDENCE', {})).toEqual(unread.deployments);
  });

  it('say that policy names no field, and that it is not known when something came', () => {
    const without = { ...policy, fields: {} };
    expect(recordTold({}, without).contents.find(({ content }) => content === 'BACKOUT_PLAN')!.unread).toEqual([
      'Policy names no field of jira that holds the backout plan.',
    ]);
    const near = { why: [changed(null, filled('words'), span(START - 30, START + 30), { seq: 7 })] };
    expect(
      recordTold({ fields: near, implementations }).contents.find(({ content }) => content === 'BUSINESS_JUSTIFICATION'),
    ).toMatchObject({
      state: 'PRESENT',
      unread: ['Whether the justification stood there before the start is not known.'],
    });
  });

  it('are eleven, in one order, each with the events that show it', () => {
    const { contents } = recordTold({ fields: { backout: soon }, implementations });
    expect(contents.map(({ content }) => content)).toHaveLength(11);
    expect(contents.find(({ content }) => content === 'BACKOUT_PLAN')!.seqs).toEqual([BEFORE]);
    expect(contents.find(({ content }) => content === 'EXECUTION_EVIDENCE')!.seqs).toEqual([START, START + 60]);
  });
});
