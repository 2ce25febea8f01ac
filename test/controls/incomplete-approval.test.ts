import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { incompleteApproval } from '../../src/controls/incomplete-approval.js';
import { answers as firstThree, at, by, only, overall, requiring } from './authorised.js';
import { born, DAY, late } from './emergencies.js';
import { HOUR, implementationOf, type ImplementationPlan, READ, read } from './implementation.js';

const two = requiring({ number: 2 });
const three = requiring({ number: 3 });
const people = {
  Ana: { accounts: [{ source: 'jira', person: 'person:ana' }], roles: ['lead'] },
  Bo: { accounts: [{ source: 'jira', person: 'person:bo' }], roles: ['cab'] },
};
const bothRoles = { policy: { ...requiring({ roles: ['lead'] }, { roles: ['cab'] }).policy, people } };
const judged = (plan: ImplementationPlan) => only(incompleteApproval, plan);
const half = { ...two, decisions: [at(-HOUR)] };
const perhapsOne = { ...two, decisions: [at(-HOUR), by('hub', -HOUR, { source: 'a' })] };

describe('incomplete-approval', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['one is required and stood', 'PASS', { decisions: [at(-HOUR)] }],
    ['one is required and none stood', 'PASS', {}],
    ['two are required and both stood', 'PASS', { ...two, decisions: [at(-HOUR), by('bo', -HOUR)] }],
    ['two are required and none stood', 'PASS', { ...two, decisions: [at(HOUR), by('bo', HOUR)] }],
    ['two are required and one stood', 'GAP', half],
    ['two are required, and the other came after', 'GAP', { ...two, decisions: [at(-HOUR), by('bo', HOUR)] }],
    [
      'two are required, and one person gave both',
      'GAP',
      { ...two, decisions: [at(-HOUR), at(-HOUR, { request: 'approval:2/person:ana' })] },
    ],
    [
      'two are required, and one was revoked',
      'GAP',
      { ...two, decisions: [at(-HOUR), by('bo', -HOUR), by('bo', -200, { decision: 'REVOKED' })] },
    ],
    ['two are required, and one rejected', 'GAP', { ...two, decisions: [at(-HOUR), by('bo', -HOUR, { decision: 'REJECTED' })] }],
    ['two are required, and perhaps one person gave both', 'INDETERMINATE', perhapsOne],
    [
      'two are required, and nobody knows who gave the other',
      'INDETERMINATE',
      { ...two, decisions: [at(-HOUR), at(-HOUR, { approver: null, request: 'x' })] },
    ],
    ['one of each role is required and one stood', 'GAP', { ...bothRoles, decisions: [at(-HOUR)] }],
    ['one of each role is required and both stood', 'PASS', { ...bothRoles, decisions: [at(-HOUR), by('bo', -HOUR)] }],
    [
      'two are required of a service that is not known',
      'INDETERMINATE',
      { ...requiring({ services: ['pay'], number: 2 }), more: { service: null }, decisions: [at(-HOUR)] },
    ],
    ['the tool waits for another beside one who approved', 'GAP', { decisions: [overall(-HOUR, { decision: 'REQUESTED' }), at(-HOUR)] }],
    ['a deployment without a change had one of two', 'GAP', { ...half, ticket: null }],
  ])('where %s: %s', (_, answer, plan) => {
    expect(judged(plan).answer).toBe(answer);
  });

  it('says how many of how many stood, and how many more would have made it pass', () => {
    expect(judged(half)).toMatchObject({
      sentence: 'PAY-12 was implemented when 1 of 2 required approvals stood.',
      wouldPassIf: 'one more required approval had been given before it started',
    });
    expect(judged({ ...three, decisions: [at(-HOUR)] }).wouldPassIf).toBe('2 more required approvals had been given before it started');
    expect(judged({ ...bothRoles, decisions: [at(-HOUR)] }).sentence).toContain('1 of 2');
    expect(judged({ decisions: [overall(-HOUR, { decision: 'REQUESTED' }), at(-HOUR)] }).sentence).toContain('some, but not all,');
  });

  it('speaks where neither unapproved-deployment nor post-hoc-approval does, and at most one of the three is a GAP', () => {
    const spoken = [{}, two, half, { ...two, decisions: [at(HOUR), by('bo', HOUR)] }].map((plan: ImplementationPlan) =>
      [...firstThree(plan).slice(0, 2), judged(plan).answer[0]].join(''),
    );
    expect(spoken).toEqual(['GPP', 'GPP', 'PPG', 'PGP']);
  });

  it.each([
    [-62, 'PASS'],
    [-61, 'INDETERMINATE'],
    [60, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'GAP'],
  ] as const)('orders the second approval, %d s from the start, by more than the skew between two clocks', (seconds, answer) => {
    expect(judged({ ...two, decisions: [at(-HOUR), by('bo', seconds)] }).answer).toBe(answer);
  });

  it('takes what was read for all from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => ({ coverage: { approvals: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } as const } });
    expect([judged({ ...half, ...covered(0) }).answer, judged({ ...half, ...covered(-0.001) }).answer]).toEqual(['GAP', 'INDETERMINATE']);
  });

  it('is EXEMPT for an emergency while its review time runs, and leaves it to emergency-without-review afterwards', () => {
    const emergency = { ...born, policy: { ...born.policy, ...two.policy }, decisions: [at(-HOUR, { approver: 'person:dev' })] };
    expect(judged(emergency).answer).toBe('EXEMPT');
    expect(incompleteApproval.judgeImplementation!(implementationOf({ ...emergency, more: late }))).toEqual([]);
    expect(judged({ ...emergency, decisions: [...emergency.decisions, by('cy', DAY)], more: late }).answer).toBe('EXEMPT');
  });

  it('is EXEMPT for a standard change of a model that policy lists', () => {
    const standard = { ...two.policy, standardChanges: { types: ['Change'] } };
    const fields = new Map([['issuetype', [read('10', { toName: 'Change' })]]]);
    expect(judged({ ...half, policy: standard, ticket: { fields } }).answer).toBe('EXEMPT');
  });

  it('knows nothing where it is not sure what was carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(judged({ ...half, more: { unsure } })).toMatchObject({ answer: 'INDETERMINATE', missing: unsure });
  });

  it('that was a GAP passes when an approval from before the start is read late', () => {
    expect(judged({ ...half, decisions: [...half.decisions, by('bo', -HOUR)] }).answer).toBe('PASS');
  });
});
