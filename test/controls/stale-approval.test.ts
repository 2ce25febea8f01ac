import { describe, expect, it } from 'vitest';
import { type ApprovedPart, type Policy, plusMs } from '#contract';
import type { MergeFact } from '../../src/controls/index.js';
import { staleApproval } from '../../src/controls/stale-approval.js';
import { span } from '../correlate/runs.js';
import { filled } from '../correlate/tickets.js';
import { at, by, overall, undated } from './authorised.js';
import { changed, HOUR, implementationOf, type ImplementationPlan, MINUTE, READ, read, START, TICKET } from './implementation.js';

const FIELDS: Partial<Policy> = {
  fields: { jira: { implementationPlan: 'plan', risk: 'risk', plannedStart: 'from', plannedEnd: 'to', affectedSystems: 'systems' } },
};
const which = (...parts: ApprovedPart[]): Partial<Policy> => ({ ...FIELDS, rules: { 'stale-approval': { which: parts } } });
const edit = (field: string, seconds: number, part = {}) => ({
  fields: new Map([[field, [changed(START + seconds, filled('a'), filled('b'), part)]]]),
});
const merge = (seconds: number, part: Partial<MergeFact> = {}): MergeFact => ({
  ...{ named: 'pull request #7', source: 'a', at: span(START + seconds), seq: 77, missing: null },
  ...part,
});
const HALF = -HOUR / 2;
const approved = [at(-HOUR)];

function found(plan: ImplementationPlan) {
  return staleApproval.judgeChange!({ ...implementationOf({ policy: FIELDS, decisions: approved, ...plan }), subject: TICKET });
}
const answer = (plan: ImplementationPlan) => found(plan)[0]?.answer ?? 'none';
const merged = (...merges: readonly MergeFact[]) => ({ more: { merges }, policy: which('plan', 'commits') });

describe('stale-approval', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['nothing was changed', 'PASS', {}],
    ['nobody approved', 'none', { decisions: [], ticket: edit('plan', HALF) }],
    ['somebody approved only after the start', 'none', { decisions: [at(HOUR)], ticket: edit('plan', HALF) }],
    ['it is no change', 'none', { ticket: null }],
    ['the plan was changed before the approval', 'PASS', { ticket: edit('plan', -2 * HOUR) }],
    ['the plan was changed after the approval', 'GAP', { ticket: edit('plan', HALF) }],
    ['the risk was changed after the approval', 'GAP', { ticket: edit('risk', HALF) }],
    ['the planned start was changed after the approval', 'GAP', { ticket: edit('from', HALF) }],
    ['the planned end was changed after the approval', 'GAP', { ticket: edit('to', HALF) }],
    ['the affected systems were changed after the approval', 'GAP', { ticket: edit('systems', HALF) }],
    ['a field of no such meaning was changed', 'PASS', { ticket: edit('summary', HALF) }],
    ['the plan was changed after the start', 'PASS', { ticket: edit('plan', HOUR) }],
    ['the plan was written anew with the same words', 'PASS', { ticket: edit('plan', HALF, { to: filled('a') }) }],
    ['it was approved again after the change', 'PASS', { decisions: [at(-HOUR), by('bo', -600)], ticket: edit('plan', HALF) }],
    [
      'the one who approved again took it back',
      'GAP',
      { decisions: [at(-HOUR), by('bo', -600), by('bo', -300, { decision: 'REVOKED' })], ticket: edit('plan', HALF) },
    ],
    ['a robot approved again', 'GAP', { decisions: [at(-HOUR), by('robot', -600)], ticket: edit('plan', HALF) }],
    [
      'nobody knows who approved again',
      'INDETERMINATE',
      { decisions: [at(-HOUR), at(-600, { approver: null, request: 'x' })], ticket: edit('plan', HALF) },
    ],
    ['the tool approved the whole after the change', 'PASS', { decisions: [overall(-600)], ticket: edit('plan', HALF) }],
    ['an approval that nobody dated may be older', 'INDETERMINATE', { decisions: [undated(-HOUR, -600)], ticket: edit('plan', HALF) }],
    ['a carried pull request was merged after it', 'GAP', merged(merge(HALF))],
    ['a carried pull request was merged before it', 'PASS', merged(merge(-2 * HOUR))],
    [
      'nobody read when a pull request was merged',
      'INDETERMINATE',
      merged(merge(0, { at: null, missing: { what: 'When?', scope: 'r', collection: 'pull_requests', upTo: null } })),
    ],
    ['a merge after it is not asked for', 'PASS', { ...merged(merge(HALF)), policy: which('plan', 'risk') }],
    ['policy does not say what is asked for, and a pull request was merged', 'PASS', { ...merged(merge(HALF)), policy: FIELDS }],
    ['a new plan is not asked for', 'PASS', { ticket: edit('plan', HALF), policy: which('commits') }],
    ['nothing that is asked for is held by any field', 'none', { policy: { rules: { 'stale-approval': { which: ['risk'] } } } }],
    [
      'a field without history was read with another value after it',
      'GAP',
      {
        ticket: {
          fields: new Map([
            [
              'plan',
              [
                read(filled('a'), { at: span(0, START - 2 * HOUR) }),
                read(filled('b'), { at: span(START - HALF * -1, START - 600), seq: 21 }),
              ],
            ],
          ]),
        },
      },
    ],
  ])('where %s: %s', (_, expected, plan) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each([
    [-HOUR - 1, 'PASS'],
    [-HOUR, 'INDETERMINATE'],
    [-HOUR + 1, 'GAP'],
  ] as const)('orders a change %d s from the start with the approval by their one clock', (seconds, expected) => {
    expect(answer({ ticket: edit('plan', seconds) })).toBe(expected);
  });

  it.each([
    [-HOUR - 62, 'PASS'],
    [-HOUR - 61, 'INDETERMINATE'],
    [-HOUR + 61, 'INDETERMINATE'],
    [-HOUR + 62, 'GAP'],
  ] as const)('orders a merge %d s from the start with the approval by more than the skew between two clocks', (seconds, expected) => {
    expect(answer(merged(merge(seconds)))).toBe(expected);
  });

  it.each([
    [-62, 'GAP'],
    [-61, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'PASS'],
  ] as const)('orders a change %d s from the start with it by more than the skew', (seconds, expected) => {
    expect(answer({ ticket: edit('plan', seconds) })).toBe(expected);
  });

  it('lets the changelog decide what came first within one second', () => {
    const status = at(-HOUR, { sequence: '100' });
    expect([99, 101].map((n) => answer({ decisions: [status], ticket: edit('plan', -HOUR, { sequence: String(n) }) }))).toEqual([
      'PASS',
      'GAP',
    ]);
  });

  it('takes what was read for all from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => ({ coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } as const } });
    expect([answer(covered(0)), answer(covered(-0.001))]).toEqual(['PASS', 'INDETERMINATE']);
  });

  it('names what changed and how long after the approval', () => {
    expect(found({ ticket: edit('plan', -HOUR + 14 * MINUTE), ...merged(merge(-600)) })[0]).toMatchObject({
      subject: TICKET,
      about: [TICKET],
      sentence:
        'PAY-12 was altered after its last approval: pull request #7, the implementation plan changed, the first of it 14 min later, before it started.',
      wouldPassIf: 'somebody had approved it again between that and its start',
    });
  });

  it('names of what changed that which cannot be ordered', () => {
    const fields = new Map([...edit('plan', -2 * HOUR).fields, ...edit('risk', -HOUR).fields]);
    const missing = found({ ticket: { fields } })[0]?.missing;
    expect(missing).toHaveLength(1);
    expect(missing?.[0]?.what).toContain('risk');
  });

  it('is EXEMPT for a standard change', () => {
    const fields = new Map([['issuetype', [read('10', { toName: 'Change' })]], ...edit('plan', HALF).fields]);
    expect(answer({ policy: { ...FIELDS, standardChanges: { types: ['Change'] } }, ticket: { fields } })).toBe('EXEMPT');
  });

  it('knows nothing where it is not sure what was carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(answer({ ticket: edit('plan', HALF), more: { unsure } })).toBe('INDETERMINATE');
  });

  it('that was a GAP passes when a later approval is read', () => {
    expect(answer({ decisions: [...approved, by('cy', -300)], ticket: edit('plan', HALF) })).toBe('PASS');
  });
});
