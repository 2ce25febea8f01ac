import { describe, expect, it } from 'vitest';
import { type Policy, plusMs } from '#contract';
import { unauthorisedApprover } from '../../src/controls/unauthorised-approver.js';
import { at, by, overall } from './authorised.js';
import { HOUR, implementationOf, type ImplementationPlan, READ, read, TICKET } from './implementation.js';

const people = {
  Ana: { accounts: [{ source: 'jira', person: 'person:ana' }], roles: ['lead'] },
  Bo: { accounts: [{ source: 'jira', person: 'person:bo' }], roles: [] },
};
const listing = (...approvers: Policy['approvers']): Partial<Policy> => ({ people, approvers });
const leads: Partial<Policy> = listing({ roles: ['lead'] });
const risk = (value: string) => new Map([['risk', [read(value, { toName: value === '3' ? 'High' : 'Low' })]]]);
const byRisk = { ...listing({ risks: ['High'], roles: ['lead'] }), fields: { jira: { risk: 'risk' } } };

function found(plan: ImplementationPlan) {
  return unauthorisedApprover.judgeChange!({ ...implementationOf(plan), subject: TICKET });
}
const answer = (policy: Partial<Policy>, plan: Partial<ImplementationPlan> = {}) => found({ policy, ...plan })[0]?.answer ?? 'none';

describe('unauthorised-approver', () => {
  it.each<readonly [string, string, Partial<Policy>, Partial<ImplementationPlan>]>([
    ['policy lists nobody', 'none', {}, { decisions: [at(-HOUR)] }],
    [
      'policy lists approvers of another service',
      'none',
      listing({ services: ['web'], roles: ['lead'] }),
      { decisions: [by('cy', -HOUR)] },
    ],
    ['nobody approved', 'none', leads, {}],
    ['somebody approved after the start', 'none', leads, { decisions: [by('cy', HOUR)] }],
    ['only the tool approved the whole', 'none', leads, { decisions: [overall(-HOUR)] }],
    ['a service account approved', 'none', leads, { decisions: [by('robot', -HOUR)] }],
    ['one with a listed role approved', 'PASS', leads, { decisions: [at(-HOUR)] }],
    ['one who is listed by name approved', 'PASS', listing({ people: ['Bo'] }), { decisions: [by('bo', -HOUR)] }],
    ['one of two who approved is listed', 'PASS', leads, { decisions: [by('cy', -HOUR), at(-HOUR)] }],
    ['one entry of several lists the approver', 'PASS', listing({ people: ['Bo'] }, { roles: ['lead'] }), { decisions: [at(-HOUR)] }],
    [
      'one entry lists names and roles, and one of them fits',
      'PASS',
      listing({ people: ['Bo'], roles: ['lead'] }),
      { decisions: [at(-HOUR)] },
    ],
    [
      'another account of a listed person approved',
      'PASS',
      leads,
      { joined: [['person:ana', 'person:hub']], decisions: [by('hub', -HOUR)] },
    ],
    ['one who is not listed approved', 'GAP', leads, { decisions: [by('cy', -HOUR)] }],
    ['one who is listed without the role approved', 'GAP', leads, { decisions: [by('bo', -HOUR)] }],
    [
      'one who is listed for this service did not',
      'GAP',
      listing({ services: ['pay'], roles: ['lead'] }),
      { decisions: [by('bo', -HOUR)] },
    ],
    ['the listed one approved after the start', 'GAP', leads, { decisions: [by('cy', -HOUR), at(HOUR)] }],
    ['the listed one took it back', 'GAP', leads, { decisions: [by('cy', -HOUR), at(-HOUR), at(-200, { decision: 'REVOKED' })] }],
    ['nobody knows who approved', 'INDETERMINATE', leads, { decisions: [at(-HOUR, { approver: null })] }],
    [
      'nobody knows which service it is',
      'INDETERMINATE',
      listing({ services: ['pay'], roles: ['lead'] }),
      { more: { service: null }, decisions: [by('cy', -HOUR)] },
    ],
    [
      'nobody knows which service it is, and a listed one approved',
      'PASS',
      listing({ services: ['pay'], roles: ['lead'] }),
      { more: { service: null }, decisions: [at(-HOUR)] },
    ],
    ['it has the risk that the list speaks of', 'GAP', byRisk, { ticket: { fields: risk('3') }, decisions: [by('cy', -HOUR)] }],
    ['it has another risk', 'none', byRisk, { ticket: { fields: risk('1') }, decisions: [by('cy', -HOUR)] }],
    ['nobody knows its risk', 'INDETERMINATE', byRisk, { decisions: [by('cy', -HOUR)] }],
  ])('where %s: %s', (_, expected, policy, plan) => {
    expect(answer(policy, plan)).toBe(expected);
  });

  it.each([
    [-62, 'PASS'],
    [-61, 'INDETERMINATE'],
    [0, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'GAP'],
  ] as const)('orders the approval of the listed one, %d s from the start, by more than the skew', (seconds, expected) => {
    expect(answer(leads, { decisions: [by('cy', -HOUR), at(seconds)] })).toBe(expected);
  });

  it('takes what was read for all from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => ({ coverage: { approvals: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } as const } });
    const plan = { decisions: [by('cy', -HOUR)] };
    expect([answer(leads, { ...plan, ...covered(0) }), answer(leads, { ...plan, ...covered(-0.001) })]).toEqual(['GAP', 'INDETERMINATE']);
  });

  it('says which role would have made it pass, and why it knows nothing', () => {
    expect(found({ policy: leads, decisions: [by('cy', -HOUR)] })[0]).toMatchObject({
      subject: TICKET,
      wouldPassIf: 'one of those whom policy (approvers) lists (in the role lead) had approved it before it started',
    });
    const anybody = { approvers: [{ people: ['Nobody'] }] };
    expect(found({ policy: anybody, decisions: [by('cy', -HOUR)] })[0]?.wouldPassIf).toBe(
      'one of those whom policy (approvers) lists had approved it before it started',
    );
    expect(found({ policy: {}, decisions: [by('cy', -HOUR)], coverage: { approvals: null } })).toEqual([]);
    expect(found({ policy: byRisk, decisions: [by('cy', -HOUR)] })[0]?.sentence).toContain(
      'depends on a risk or service that is not known',
    );
    expect(found({ policy: leads, decisions: [at(-HOUR, { approver: null })] })[0]?.sentence).toContain(
      'The identity of an approver is not known.',
    );
  });

  it('is EXEMPT for a standard change, and asked of an emergency like of any other', () => {
    const fields = new Map([['issuetype', [read('10', { toName: 'Change' })]]]);
    const plan = { ticket: { fields }, decisions: [by('cy', -HOUR)] };
    expect(answer({ ...leads, standardChanges: { types: ['Change'] } }, plan)).toBe('EXEMPT');
    expect(answer({ ...leads, emergencies: { types: ['Change'] } }, plan)).toBe('GAP');
  });

  it('that was a GAP passes when the approval of a listed one is read late', () => {
    expect(answer(leads, { decisions: [by('cy', -HOUR), at(-2 * HOUR)] })).toBe('PASS');
  });
});
