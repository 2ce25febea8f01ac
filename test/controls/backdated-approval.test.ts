import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { backdatedApproval } from '../../src/controls/backdated-approval.js';
import type { DecisionFact } from '../../src/correlate/index.js';
import { second } from '../correlate/runs.js';
import { at, by, overall, undated } from './authorised.js';
import { HOUR, implementationOf, type ImplementationPlan, MINUTE, READ, read, START, TICKET } from './implementation.js';

/** Dated an hour before the start; last not seen and first seen so many seconds from the start. */
const seen = (without: number, withIt: number, part: Partial<DecisionFact> = {}): DecisionFact =>
  at(-HOUR, { firstRead: { from: second(START + without), to: second(START + withIt) }, ...part });

function found(plan: ImplementationPlan) {
  return backdatedApproval.judgeChange!({ ...implementationOf(plan), subject: TICKET });
}
const answer = (...decisions: readonly DecisionFact[]) => found({ decisions })[0]?.answer ?? 'none';
const LATE = seen(-HOUR / 2, HOUR);

describe('backdated-approval', () => {
  it.each<readonly [string, string, readonly DecisionFact[]]>([
    ['nobody approved', 'none', []],
    ['somebody approved after the start, says the source', 'none', [{ ...LATE, at: at(HOUR).at }]],
    ['the source dates no approval', 'none', [undated(-HOUR, HOUR)]],
    ['no reading went before the first one with it', 'PASS', [at(-HOUR)]],
    ['a reading after its date did not have it, and the next came after the start', 'GAP', [LATE]],
    ['a reading after its date and after the start did not have it', 'GAP', [seen(HOUR, 2 * HOUR)]],
    ['a reading after its date did not have it, and the next came before the start', 'PASS', [seen(-HOUR / 2, -600)]],
    ['the last reading without it was before its date', 'PASS', [seen(-2 * HOUR, HOUR)]],
    ['one of two was not there', 'GAP', [at(-HOUR), { ...LATE, request: 'x', approver: 'person:bo' }]],
    ['the tool’s word about the whole was not there', 'GAP', [overall(-HOUR, { firstRead: LATE.firstRead! })]],
    ['a rejection was not there', 'none', [{ ...LATE, decision: 'REJECTED' }]],
    ['the approval of a robot was not there', 'none', [by('robot', -HOUR, { firstRead: LATE.firstRead! })]],
  ])('where %s: %s', (_, expected, decisions) => {
    expect(answer(...decisions)).toBe(expected);
  });

  it.each([
    [-HOUR + 1 + 60, 'INDETERMINATE'],
    [-HOUR + 1 + 61, 'GAP'],
    [-HOUR - 60, 'INDETERMINATE'],
    [-HOUR - 61, 'PASS'],
  ] as const)('wants the reading without it, %d s from the start, more than the skew after its date', (without, expected) => {
    expect(answer(seen(without, HOUR))).toBe(expected);
  });

  it.each([
    [1 + 60, 'INDETERMINATE'],
    [1 + 61, 'GAP'],
    [-60, 'INDETERMINATE'],
    [-61, 'PASS'],
  ] as const)('wants the first reading with it, %d s from the start, more than the skew after that', (withIt, expected) => {
    expect(answer(seen(-HOUR / 2, withIt))).toBe(expected);
  });

  it.each([
    [-62, 'GAP'],
    [-61, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'none'],
  ] as const)('wants its date, %d s from the start, more than the skew before that', (seconds, expected) => {
    expect(answer(at(seconds, { firstRead: { from: second(START + HOUR), to: second(START + 2 * HOUR) } }))).toBe(expected);
  });

  it('takes what was read for all from start + skew on, and not a microsecond before; what is backdated stays so', () => {
    const covered = (ms: number, decisions: readonly DecisionFact[]) =>
      found({ decisions, coverage: { approvals: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } } })[0]?.answer;
    expect([covered(0, [at(-HOUR)]), covered(-0.001, [at(-HOUR)]), covered(-0.001, [LATE])]).toEqual(['PASS', 'INDETERMINATE', 'GAP']);
  });

  it('says what its date is, when it was not there, and how late it was seen', () => {
    const sentence = found({ decisions: [seen(-HOUR / 2, 14 * MINUTE)] })[0]?.sentence;
    expect(sentence).toBe(
      `PAY-12: an approval that its source dates ${second(START - HOUR)} was not there when it was read completely at ${second(START - HOUR / 2)}, and was first seen 14 min after the start.`,
    );
  });

  it('names of its approvals the one that cannot be ordered', () => {
    const open = seen(-2 * HOUR + 30, HOUR, { at: at(-2 * HOUR).at, request: 'x', approver: 'person:bo' });
    const missing = found({ decisions: [at(-HOUR), open] })[0]?.missing;
    expect(missing).toHaveLength(1);
    expect(missing?.[0]?.what).toContain(`dated ${second(START - 2 * HOUR)} cannot be ordered`);
  });

  it('is EXEMPT for a standard change, and knows nothing where it is not sure what was carried', () => {
    const fields = new Map([['issuetype', [read('10', { toName: 'Change' })]]]);
    expect(found({ decisions: [LATE], ticket: { fields }, policy: { standardChanges: { types: ['Change'] } } })[0]?.answer).toBe('EXEMPT');
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(found({ decisions: [LATE], more: { unsure } })[0]?.answer).toBe('INDETERMINATE');
    expect(found({ decisions: [LATE], ticket: null })).toEqual([]);
  });

  it('that was a GAP passes when another implementation turns out to have been the earliest, before the date', () => {
    expect(found({ decisions: [LATE], start: { from: second(START - 2 * HOUR), to: second(START - 2 * HOUR + 1) } })).toEqual([]);
  });
});
