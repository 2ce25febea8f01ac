import { describe, expect, it } from 'vitest';
import { selfApproval } from '../../src/controls/self-approval.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { span } from '../correlate/runs.js';
import { decision, HOUR, implementationOf, type ImplementationPlan, START } from './implementation.js';

const by = (name: string, part: Partial<DecisionFact> = {}) => decision({ approver: `person:${name}`, ...part });
const nobody = decision({ approver: null });
const after = { at: span(START + HOUR) };
const roles = (...names: readonly string[]) => ({
  policy: {
    rules: { 'self-approval': { roles: [...names] } },
    people: { Dev: { accounts: [{ source: 'jira', person: 'person:dev' }], roles: ['lead'] } },
  },
});

function answerOf(plan: ImplementationPlan): string {
  const found = selfApproval.judgeImplementation!(implementationOf(plan));
  expect(found.length).toBeLessThan(2);
  return found[0]?.answer ?? 'none';
}

describe('self-approval', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['nobody approved', 'none', {}],
    ['nobody approved and not all was read', 'INDETERMINATE', { coverage: { approvals: null } }],
    ['the author approved only after', 'none', { decisions: [by('dev', after)] }],
    ['the author had revoked his approval', 'none', { decisions: [by('dev'), by('dev', { decision: 'REVOKED', at: span(START - 200) })] }],
    ['only the tool approved', 'none', { decisions: [decision({ approver: null, overall: true, request: 'approval:1' })] }],
    ['only a service account approved', 'none', { decisions: [by('robot')] }],
    ['somebody else approved', 'PASS', { decisions: [by('ana')] }],
    ['the author and somebody else approved', 'PASS', { decisions: [by('dev'), by('ana')] }],
    ['the author approved', 'GAP', { decisions: [by('dev')] }],
    ['opener and author approved', 'GAP', { decisions: [by('dev'), by('opener')] }],
    ['who started it approved', 'GAP', { decisions: [by('ana')], more: { starter: 'person:ana' } }],
    ['the author approved before and somebody else after', 'GAP', { decisions: [by('dev'), by('ana', after)] }],
    ['the author and a service account approved', 'GAP', { decisions: [by('dev'), by('robot')] }],
    ['the author approved under another account', 'GAP', { decisions: [by('hub')], joined: [['person:hub', 'person:dev']] }],
    ['nobody knows whose account approved', 'INDETERMINATE', { decisions: [by('hub')] }],
    ['nobody knows whose account approved, and somebody else did', 'PASS', { decisions: [by('hub'), by('ana')] }],
    ['an unknown account and the author approved', 'INDETERMINATE', { decisions: [by('hub'), by('dev')] }],
    ['nobody knows who approved', 'INDETERMINATE', { decisions: [nobody] }],
    ['a writer may be missing', 'INDETERMINATE', { decisions: [by('ana')], unknownWriters: ['The list was cut.'] }],
    ['a writer may be missing, but the author approved', 'GAP', { decisions: [by('dev')], unknownWriters: ['The list was cut.'] }],
    ['the author may have approved before', 'INDETERMINATE', { decisions: [by('dev', { at: span(START) })] }],
    ['somebody else may have approved before', 'INDETERMINATE', { decisions: [by('dev'), by('ana', { at: span(START) })] }],
    ['somebody else alone may have approved before', 'PASS', { decisions: [by('ana', { at: span(START) })] }],
    ['the author approved and not all was read', 'INDETERMINATE', { decisions: [by('dev')], coverage: { reviews: null } }],
    ['the author bears a role that may', 'PASS', { ...roles('lead'), decisions: [by('dev')] }],
    ['the author bears another role', 'GAP', { ...roles('cab'), decisions: [by('dev')] }],
    [
      'it is not sure what was carried',
      'INDETERMINATE',
      {
        decisions: [by('dev')],
        more: { unsure: [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }] },
      },
    ],
    ['the author approved a standard change', 'EXEMPT', { decisions: [by('dev')], policy: { standardChanges: { types: ['Change'] } } }],
    ['nobody approved a standard change', 'none', { policy: { standardChanges: { types: ['Change'] } } }],
    ['the author approved an emergency', 'GAP', { decisions: [by('dev')], policy: { emergencies: { types: ['Change'] } } }],
  ])('where %s: %s', (_, expected, plan) => {
    expect(answerOf(plan)).toBe(expected);
  });

  it('says whose identity it is that is missing', () => {
    const found = selfApproval.judgeImplementation!(
      implementationOf({ decisions: [by('ana')], unknownWriters: ['The list was cut.'] }),
    )[0]!;
    expect(found.missing?.map(({ collection }) => collection)).toEqual(['people', 'commits']);
    expect(found.sentence).toContain('The list was cut.');
  });
});
