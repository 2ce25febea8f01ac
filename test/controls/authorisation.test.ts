import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { deployedDespiteRejection } from '../../src/controls/deployed-despite-rejection.js';
import { postHocApproval } from '../../src/controls/post-hoc-approval.js';
import { unapprovedDeployment } from '../../src/controls/unapproved-deployment.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { answers, at, by, only, overall, requiring } from './authorised.js';
import { HOUR, type ImplementationPlan, MINUTE, READ, read } from './implementation.js';

const two = requiring({ number: 2 });
const lead = {
  policy: {
    ...requiring({ roles: ['lead'] }).policy,
    people: { Ana: { accounts: [{ source: 'jira', person: 'person:ana' }], roles: ['lead'] } },
  },
};
const byRisk = {
  policy: {
    ...requiring({ risks: ['High'], number: 2 }).policy,
    fields: { jira: { risk: 'risk' } },
  },
};
const pay = requiring({ services: ['pay'], number: 2 });
const change = requiring({ types: ['Change'], number: 2 });
const bothRoles = requiring({ roles: ['lead'] }, { roles: ['cab'] });
const filled = new Map([['risk', [read({ text: 'FILLED', digest: 'x' })]]]);
const risk = (value: string) => new Map([['risk', [read(value, { toName: value === '3' ? 'High' : 'Low' })]]]);

describe('whether an implementation was authorised', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['nobody approved', 'GPP', {}],
    ['nobody approved a deployment without a change', 'GPP', { ticket: null }],
    ['somebody approved before', 'PPP', { decisions: [at(-HOUR)] }],
    ['somebody approved a deployment without a change', 'PPP', { ticket: null, decisions: [at(-HOUR)] }],
    ['somebody approved after', 'PGP', { decisions: [at(HOUR)] }],
    ['somebody was asked before, and never answered', 'GPP', { decisions: [at(-HOUR, { decision: 'REQUESTED' })] }],
    ['somebody was asked before and approved after', 'PGP', { decisions: [at(-HOUR, { decision: 'REQUESTED' }), at(HOUR)] }],
    ['somebody approved, and was asked again', 'PPP', { decisions: [at(-HOUR), at(-MINUTE, { decision: 'REQUESTED' })] }],
    ['an approval was revoked before', 'GPG', { decisions: [at(-HOUR), at(-200, { decision: 'REVOKED' })] }],
    ['an approval was reset before', 'GPP', { decisions: [at(-HOUR), at(-200, { decision: 'RESET' })] }],
    ['an approval was reset before and given again after', 'PGP', { decisions: [at(-HOUR), at(-200, { decision: 'RESET' }), at(HOUR)] }],
    [
      'somebody else withdrew the same request',
      'GPG',
      { decisions: [at(-HOUR), by('bo', -200, { decision: 'REVOKED', request: 'approval:1/person:ana' })] },
    ],
    ['an approval was revoked after', 'PPP', { decisions: [at(-HOUR), at(HOUR, { decision: 'REVOKED' })] }],
    ['an approval was revoked and given again before', 'PPP', { decisions: [at(-HOUR), at(-300, { decision: 'REVOKED' }), at(-200)] }],
    ['an approval was revoked before and given again after', 'PGG', { decisions: [at(-HOUR), at(-300, { decision: 'REVOKED' }), at(200)] }],
    ['an approval came after and was revoked after', 'PGP', { decisions: [at(200), at(HOUR, { decision: 'REVOKED' })] }],
    ['it was rejected before', 'GPG', { decisions: [at(-HOUR, { decision: 'REJECTED' })] }],
    ['it was deferred before', 'GPG', { decisions: [at(-HOUR, { decision: 'DEFERRED' })] }],
    ['more was asked before', 'GPG', { decisions: [at(-HOUR, { decision: 'INFO_REQUESTED' })] }],
    ['it was rejected after', 'GPP', { decisions: [at(HOUR, { decision: 'REJECTED' })] }],
    ['a rejection was replaced before', 'PPP', { decisions: [at(-HOUR, { decision: 'REJECTED' }), at(-200)] }],
    ['a service account rejected', 'GPP', { decisions: [by('robot', -HOUR, { decision: 'REJECTED' })] }],
    ['a service account approved', 'GPP', { decisions: [by('robot', -HOUR)] }],
    ['a service account approved after', 'GPP', { decisions: [by('robot', HOUR)] }],
    ['nobody knows who approved', 'IPP', { decisions: [at(-HOUR, { approver: null })] }],
    ['nobody knows who approved after', 'IIP', { decisions: [at(HOUR, { approver: null })] }],
    ['nobody knows who approved, but another did', 'PPP', { decisions: [at(-HOUR, { approver: null }), by('bo', -HOUR)] }],
    ['nobody knows who rejected', 'GPI', { decisions: [at(-HOUR, { approver: null, decision: 'REJECTED' })] }],
    [
      'another request was rejected, and one approval is enough',
      'PPP',
      { decisions: [at(-HOUR), by('bo', -HOUR, { decision: 'REJECTED' })] },
    ],
    ['two are required and one stood', 'PPP', { ...two, decisions: [at(-HOUR)] }],
    ['two are required, one stood and one rejected', 'PPG', { ...two, decisions: [at(-HOUR), by('bo', -HOUR, { decision: 'REJECTED' })] }],
    ['two are required and both came after', 'PGP', { ...two, decisions: [at(200), by('bo', 300)] }],
    [
      'two are required and came after in one second',
      'PGP',
      { ...two, decisions: [at(200), by('bo', 200), at(201, { decision: 'REVOKED' })] },
    ],
    ['two are required, one stood and one came after', 'PPP', { ...two, decisions: [at(-HOUR), by('bo', HOUR)] }],
    [
      'two are required and stood together later, by two clocks, until one was revoked',
      'PGP',
      { ...two, decisions: [at(200), by('bo', 210, { source: 'a' }), at(400, { decision: 'REVOKED' })] },
    ],
    ['two are required and one came after', 'GPP', { ...two, decisions: [at(200)] }],
    ['two are required and never stood together', 'GPP', { ...two, decisions: [at(200), at(300, { decision: 'REVOKED' }), by('bo', 400)] }],
    [
      'two are required and one person gave both after',
      'GPP',
      { ...two, decisions: [at(200), at(300, { request: 'approval:2/person:ana' })] },
    ],
    ['two are required and perhaps one person gave both after', 'IIP', { ...two, decisions: [at(200), by('hub', 300, { source: 'a' })] }],
    [
      'two are required and one person gave both after under two accounts',
      'GPP',
      { ...two, joined: [['person:ana', 'person:hub']], decisions: [at(200), by('hub', 300, { source: 'a' })] },
    ],
    ['a role is required and its bearer approved', 'PPP', { ...lead, decisions: [at(-HOUR)] }],
    ['a role is required and another approved', 'GPP', { ...lead, decisions: [by('bo', -HOUR)] }],
    ['a role is required, another approved before and its bearer after', 'PGP', { ...lead, decisions: [by('bo', -HOUR), at(HOUR)] }],
    ['high risk requires two and it was high', 'GPP', { ...byRisk, ticket: { fields: risk('3') }, decisions: [at(HOUR)] }],
    ['high risk requires two and it was low', 'PGP', { ...byRisk, ticket: { fields: risk('1') }, decisions: [at(HOUR)] }],
    ['high risk requires two, nobody knows the risk and one approved after', 'IIP', { ...byRisk, decisions: [at(HOUR)] }],
    ['high risk requires two, nobody knows the risk and nobody approved', 'GPP', byRisk],
    ['high risk requires two, nobody knows the risk and one approved before', 'PPP', { ...byRisk, decisions: [at(-HOUR)] }],
    ['nobody can compare the text of the risk', 'IIP', { ...byRisk, ticket: { fields: filled }, decisions: [at(HOUR)] }],
    ['two are required of a service, and nobody knows which it is', 'IIP', { ...pay, more: { service: null }, decisions: [at(HOUR)] }],
    [
      'two are required of the type that it has now, and no other is known',
      'GPP',
      { ...change, ticket: { fields: new Map() }, decisions: [at(HOUR)] },
    ],
    ['two roles are required and only one came after', 'GPP', { policy: { ...lead.policy, ...bothRoles.policy }, decisions: [at(HOUR)] }],
    ['two are required of another service', 'PGP', { ...requiring({ services: ['ledger'], number: 2 }), decisions: [at(HOUR)] }],
    ['two are required of this service', 'GPP', { ...requiring({ services: ['pay'], number: 2 }), decisions: [at(HOUR)] }],
    ['two are required of this type by name', 'GPP', { ...requiring({ types: ['Change'], number: 2 }), decisions: [at(HOUR)] }],
    ['two are required of this type by id', 'GPP', { ...requiring({ types: ['10'], number: 2 }), decisions: [at(HOUR)] }],
    ['two are required of another type', 'PGP', { ...requiring({ types: ['Story'], number: 2 }), decisions: [at(HOUR)] }],
  ])('where %s: %s', (_, expected, plan) => {
    expect(answers(plan)).toBe(expected);
  });

  it.each<readonly [string, string, readonly DecisionFact[]]>([
    ['the tool approved the whole', 'PPP', [overall(-HOUR)]],
    ['the tool approved the whole later', 'PGP', [overall(-HOUR, { decision: 'REQUESTED' }), overall(HOUR)]],
    ['the tool was asked and never decided', 'GPP', [overall(-HOUR, { decision: 'REQUESTED' })]],
    ['the tool waits for another beside one who approved', 'PPP', [overall(-HOUR, { decision: 'REQUESTED' }), at(-HOUR)]],
    [
      'the tool is satisfied by anyone, and another rejected',
      'PPP',
      [overall(-HOUR), at(-HOUR), by('bo', -HOUR, { decision: 'REJECTED' })],
    ],
    [
      'the tool is not satisfied, and one rejected beside one who approved',
      'PPG',
      [overall(-HOUR, { decision: 'REQUESTED' }), at(-HOUR), by('bo', -HOUR, { decision: 'REJECTED' })],
    ],
    [
      'a second approval was given before the first was revoked',
      'PPP',
      [overall(-HOUR), overall(-300, { request: 'approval:2' }), overall(-200, { decision: 'REVOKED' })],
    ],
    ['the tool approved and revoked in one second', 'IPI', [overall(-HOUR), overall(-HOUR, { decision: 'REVOKED' })]],
    ['the tool was perhaps asked before somebody approved later', 'IIP', [at(200), overall(210, { decision: 'REQUESTED', source: 'a' })]],
    ['the tool rejected the whole', 'GPG', [overall(-HOUR, { decision: 'REJECTED' })]],
    ['the tool was asked only after the start, and somebody had approved', 'PPP', [at(-HOUR), overall(HOUR, { decision: 'REQUESTED' })]],
    [
      'a second approval was asked for and is open, of which the first was rejected',
      'GPG',
      [overall(-HOUR, { decision: 'REJECTED' }), overall(-300, { decision: 'REQUESTED', request: 'approval:2' })],
    ],
    [
      'a second approval was given after the first was rejected',
      'PPP',
      [overall(-HOUR, { decision: 'REJECTED' }), overall(-300, { request: 'approval:2' })],
    ],
    [
      'a second approval was rejected after the first was given',
      'PPG',
      [overall(-HOUR), overall(-300, { decision: 'REJECTED', request: 'approval:2' })],
    ],
  ])('takes the word of the tool where %s: %s', (_, expected, decisions) => {
    expect(answers({ decisions })).toBe(expected);
  });

  it('takes an absence for a fact from start + skew on, and not a microsecond before', () => {
    const upTo = (moment: typeof READ) => ({ coverage: { approvals: { state: 'COMPLETE', upTo: moment, reason: null } as const } });
    expect([answers(upTo(READ)), answers(upTo(plusMs(READ, -0.001)))]).toEqual(['GPP', 'III']);
    expect(answers({ decisions: [at(HOUR)], ...upTo(plusMs(READ, -0.001)) })).toBe('III');
  });

  it('holds nothing for sure that an unread step could turn, and says what is missing', () => {
    const denied = { approvals: { state: 'DENIED', upTo: null, reason: 'The token lacks a right.' } as const };
    for (const rule of [unapprovedDeployment, postHocApproval, deployedDespiteRejection]) {
      const found = only(rule, { decisions: [at(-HOUR)], coverage: denied });
      expect(found).toMatchObject({ answer: 'INDETERMINATE', missing: [{ collection: 'approvals' }] });
      expect(found.sentence).toMatch(/^PAY-12: whether .* The token lacks a right\.$/);
    }
  });

  it('knows nothing where it is not sure what was carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(answers({ decisions: [at(-HOUR)], more: { unsure } })).toBe('III');
  });

  it('never answers INDETERMINATE without a reason', () => {
    for (const decisions of [[at(0)], [at(-HOUR, { approver: null })], [at(-HOUR), at(-HOUR, { decision: 'REVOKED', seq: 7 })]]) {
      const all = [unapprovedDeployment, postHocApproval].map((rule) => only(rule, { decisions }));
      for (const one of all.filter(({ answer }) => answer === 'INDETERMINATE')) expect(one.missing?.length).toBeGreaterThan(0);
    }
  });
});
