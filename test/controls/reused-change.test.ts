import { describe, expect, it } from 'vitest';
import { type Policy, plusMs } from '#contract';
import type { Reuse } from '../../src/controls/index.js';
import { reusedChange } from '../../src/controls/reused-change.js';
import { span } from '../correlate/runs.js';
import { only } from './authorised.js';
import { changed, HOUR, implementationOf, type ImplementationPlan, READ, read, START } from './implementation.js';

const POLICY: Partial<Policy> = { statuses: { jira: { '3': { stage: 'CLOSED' }, '1': { stage: 'REQUESTED' } } } };
type Other = Reuse['others'][number];
const other = (part: Partial<Other> & { readonly carried?: ReadonlySet<string> } = {}): Other => ({
  ...{ deployment: 'deployment:a:0', source: 'a', end: span(START - HOUR), outcome: 'SUCCEEDED', isOpen: false, carried: new Set(['c1']) },
  ...part,
});
const lead = (sha: string, ...origins: readonly string[]) => ({ sha, origins: [sha, ...origins] });
const reuse = (part: Partial<Reuse>): ImplementationPlan => ({ more: { reuse: { leads: [], others: [], unread: [], ...part } } });
const again = (one: Partial<Other> = {}, ...leads: Reuse['leads']): ImplementationPlan =>
  reuse({ leads: leads.length > 0 ? leads : [lead('c2')], others: [other(one)] });
const closed = (seconds: number, to = '3', from = '1'): ImplementationPlan => ({
  policy: POLICY,
  ticket: { fields: new Map([['status', [changed(START + seconds, from, to)]]]) },
});
const answer = (plan: ImplementationPlan) => only(reusedChange, plan).answer;

describe('reused-change, of a change that was closed', () => {
  it.each([
    [-62, 'GAP'],
    [-61, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'PASS'],
  ] as const)('%d s from the start, by two clocks: %s', (seconds, expected) => {
    expect(answer(closed(seconds))).toBe(expected);
  });

  it.each<readonly [string, string, ImplementationPlan]>([
    ['in no status that policy maps, and not resolved', 'PASS', {}],
    [
      'resolved before, where policy maps no status',
      'GAP',
      { ticket: { fields: new Map([['resolution', [changed(START - HOUR, null, '10')]]]) } },
    ],
    [
      'resolved after, where policy maps no status',
      'PASS',
      { ticket: { fields: new Map([['resolution', [changed(START + HOUR, null, '10')]]]) } },
    ],
    [
      'and opened again before',
      'PASS',
      { policy: POLICY, ticket: { fields: new Map([['status', [changed(START - 2 * HOUR, '1', '3'), changed(START - HOUR, '3', '1')]]]) } },
    ],
    ['and the tickets were not read to the end', 'INDETERMINATE', { ...closed(-HOUR), coverage: { tickets: null } }],
    ['and approvals were not read', 'GAP', { ...closed(-HOUR), coverage: { approvals: null } }],
  ])('%s: %s', (_, expected, plan) => {
    expect(answer(plan)).toBe(expected);
  });

  it('says of one that was open how often it was implemented', () => {
    expect(only(reusedChange, {}).sentence).toBe('PAY-12 was open, and implemented for the first time.');
    expect(only(reusedChange, again({ outcome: 'FAILED' })).sentence).toContain('for the first time');
    expect(only(reusedChange, again({}, lead('c1'))).sentence).toBe('PAY-12 was open, and implemented again for no further commits.');
  });

  it('says for how long', () => {
    expect(only(reusedChange, closed(-2 * HOUR - 1))).toMatchObject({
      sentence: 'PAY-12 had been closed for 2 h when it was implemented.',
      wouldPassIf: 'it had been opened again before it started, or what was implemented had referred to a change that was open',
    });
  });

  it('takes the tickets for read from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => ({ coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } as const } });
    expect([answer({ ...closed(-HOUR), ...covered(0) }), answer({ ...closed(-HOUR), ...covered(-0.001) })]).toEqual([
      'GAP',
      'INDETERMINATE',
    ]);
  });
});

describe('reused-change, of a change that was implemented before', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['nothing else implements it', 'PASS', {}],
    ['completely, and this one carries a further commit', 'GAP', again()],
    ['completely, and this one carries the same commit', 'PASS', again({}, lead('c1'))],
    ['completely, and this one carries the same and a further one', 'GAP', again({}, lead('c1'), lead('c2'))],
    ['completely, and this one reverts the revert of the same commit', 'PASS', again({}, lead('c3', 'c2', 'c1'))],
    ['completely, and this one reverts the revert of something else', 'GAP', again({}, lead('c3', 'c2', 'c0'))],
    ['completely, and this one names it itself, not its commits', 'PASS', reuse({ others: [other()] })],
    ['and that failed', 'PASS', again({ outcome: 'FAILED' })],
    ['and that still runs', 'PASS', again({ outcome: 'RUNNING', end: null })],
    ['and nobody knows how that ended', 'INDETERMINATE', again({ outcome: 'UNKNOWN', end: null })],
    ['and nobody knows how that ended, which had carried the same commit', 'PASS', again({ outcome: 'UNKNOWN', end: null }, lead('c1'))],
    [
      'and nobody knows how that ended, which had perhaps carried the same commit',
      'INDETERMINATE',
      again({ outcome: 'UNKNOWN', end: null, isOpen: true }),
    ],
    [
      'completely, and perhaps once more with the further commit',
      'INDETERMINATE',
      reuse({
        leads: [lead('c2')],
        others: [other(), other({ deployment: 'deployment:a:9', outcome: 'UNKNOWN', end: null, carried: new Set(['c2']) })],
      }),
    ],
    [
      'completely, and perhaps once more without the further commit',
      'GAP',
      reuse({ leads: [lead('c2')], others: [other(), other({ deployment: 'deployment:a:9', outcome: 'UNKNOWN', end: null })] }),
    ],
    [
      'completely, and perhaps once more without a commit that the first had carried',
      'PASS',
      reuse({
        leads: [lead('c1')],
        others: [other(), other({ deployment: 'deployment:a:9', outcome: 'UNKNOWN', end: null, carried: new Set() })],
      }),
    ],
    ['and nobody knows all that it carried', 'INDETERMINATE', again({ isOpen: true })],
    ['and of what it carried enough is known', 'PASS', again({ isOpen: true }, lead('c1'))],
    [
      'twice, and the second had carried the further commit',
      'PASS',
      reuse({
        leads: [lead('c2')],
        others: [other(), other({ deployment: 'deployment:a:9', carried: new Set(['c2']) })],
      }),
    ],
    [
      'twice, and only the one that failed had carried the further commit',
      'GAP',
      reuse({
        leads: [lead('c2')],
        others: [other(), other({ deployment: 'deployment:a:9', outcome: 'FAILED', carried: new Set(['c2']) })],
      }),
    ],
    [
      'perhaps, by a deployment that was not read',
      'INDETERMINATE',
      reuse({ unread: [{ what: 'Deployments.', scope: 'r', collection: 'deployments', upTo: null }] }),
    ],
    ['for certain, whatever else was not read', 'GAP', { ...again(), coverage: { tickets: null } }],
  ])('%s: %s', (_, expected, plan) => {
    expect(answer(plan)).toBe(expected);
  });

  it.each([
    [-1, 'a', 'GAP'],
    [0, 'a', 'INDETERMINATE'],
    [1, 'a', 'PASS'],
    [-62, 'b', 'GAP'],
    [-61, 'b', 'INDETERMINATE'],
    [62, 'b', 'PASS'],
  ] as const)('and complete %d s from the start, by the clock of %s: %s', (seconds, source, expected) => {
    expect(answer(again({ end: span(START + seconds), source }))).toBe(expected);
  });

  it('says how long before, and by how many commits this one does more', () => {
    expect(only(reusedChange, again({ end: span(START - 2 * HOUR - 1) }, lead('c2'), lead('c3'), lead('c1')))).toMatchObject({
      sentence: 'PAY-12 had been implemented completely 2 h before, and this implementation carries 2 further commits that refer to it.',
      about: ['deployment:a:0'],
      wouldPassIf: 'those commits had referred to a change of their own',
    });
    expect(only(reusedChange, again()).sentence).toContain('a further commit that refers to it');
  });
});

describe('reused-change', () => {
  it('is EXEMPT for a standard change, which may be used again and again', () => {
    const fields = new Map([['issuetype', [read('10', { toName: 'Change' })]]]);
    expect(answer({ ...again(), ticket: { fields }, policy: { standardChanges: { types: ['Change'] } } })).toBe('EXEMPT');
  });

  it('is not asked of an implementation without a change, and knows nothing where it is not sure what was carried', () => {
    expect(reusedChange.judgeImplementation!(implementationOf({ ticket: null }))).toEqual([]);
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(answer({ more: { ...again().more, unsure } })).toBe('INDETERMINATE');
  });

  it('that was a GAP passes when the earlier one turns out to have failed', () => {
    expect([answer(again()), answer(again({ outcome: 'FAILED' }))]).toEqual(['GAP', 'PASS']);
  });
});
