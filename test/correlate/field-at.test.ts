import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#contract';
import { fieldAt, type FieldFact } from '../../src/correlate/index.js';
import { second, span } from './runs.js';
import { changed, read, ticketWith } from './tickets.js';

const SKEW = 60_000;

/** The values that the field may have had in second 1000, by the clock of another source without one. */
function at1000(facts: readonly FieldFact[], source = 'github', at = span(1000)) {
  return fieldAt(ticketWith({ plan: facts }), 'plan', { at, source }, SKEW);
}

const numbered = (from: Json, to: Json, at: number, sequence: string) => changed(from, to, span(at), { sequence, seq: Number(sequence) });

describe('the value of a field at a moment', () => {
  it.each<readonly [string, readonly FieldFact[], readonly Json[]]>([
    ['what the last change before it gave', [numbered('a', 'b', 1, '1'), numbered('b', 'c', 2, '2')], ['c']],
    ['what the first change after it took, from creation on', [numbered('a', 'b', 2000, '1'), numbered('b', 'c', 3000, '2')], ['a']],
    ['what stands between two changes', [numbered('a', 'b', 1, '1'), numbered('b', 'c', 2000, '2'), numbered('c', 'd', 3000, '3')], ['b']],
    ['nothing, where it was emptied', [numbered('a', null, 1, '1')], [null]],
    ['what was read later, where it never changed', [read('a', span(5000))], ['a']],
    ['what was read empty, where it never changed', [read(null, span(5000))], [null]],
    [
      'of equal readings one value',
      [read({ text: 'FILLED', digest: 'x' }, span(1)), read({ digest: 'x', text: 'FILLED' }, span(9))],
      [{ text: 'FILLED', digest: 'x' }],
    ],
    ['not what was read of a field that changed', [read('z', span(1)), numbered('a', 'b', 1, '1')], ['b']],
    ['either value, where the change may lie before or after', [numbered('a', 'b', 1030, '1')], ['a', 'b']],
    [
      'any of the values that changes near the moment gave or took',
      [numbered('a', 'b', 990, '1'), numbered('b', 'c', 1010, '2')],
      ['a', 'b', 'c'],
    ],
    [
      'either, where the last two changes cannot be ordered',
      [changed('a', 'b', span(1)), changed('a', 'c', span(1), { seq: 501 })],
      ['b', 'c'],
    ],
    ['either, where two changes contradict each other', [numbered('a', 'b', 1, '1'), numbered('c', 'd', 2000, '2')], ['b', 'c']],
    ['either, where one changelog entry holds two changes', [numbered('a', 'b', 1, '1'), numbered('a', 'c', 1, '1')], ['b', 'c']],
    ['nothing known, where nothing was told', [], []],
    ['what was read by then, where readings differ without a change', [read('a', span(1)), read('b', span(5000))], ['a']],
    ['anything read by then, where readings differ without a change', [read('a', span(1)), read('b', span(9))], ['a', 'b']],
    ['nothing known, where all the differing readings came later', [read('a', span(5000)), read('b', span(6000))], []],
  ])('is %s', (_, facts, possible) => {
    expect(at1000(facts).possible).toEqual(possible);
  });

  it('is ordered by the ids of the changelog where the changes have one time', () => {
    const tied = [numbered('b', 'c', 1, '10'), numbered('a', 'b', 1, '9')];
    expect(at1000(tied)).toEqual({ possible: ['c'], events: [10] });
    expect(at1000([numbered('b', 'c', 2000, '10'), numbered('a', 'b', 2000, '9')])).toEqual({ possible: ['a'], events: [9] });
  });

  it('is placed by the ids of the changelog, too: what stands before a change before the moment is before it', () => {
    const wide = changed('a', 'b', { from: second(1), to: second(5000) }, { sequence: '1', seq: 1 });
    expect(at1000([wide, changed('b', 'c', span(500), { sequence: '2', seq: 2 })]).possible).toEqual(['c']);
    const late = changed('c', 'd', { from: second(1), to: second(5000) }, { sequence: '3', seq: 3 });
    expect(at1000([late, changed('b', 'c', span(2000), { sequence: '2', seq: 2 })]).possible).toEqual(['b']);
  });

  it.each([
    ['another source', 'github', 938.999999, ['b']],
    ['another source', 'github', 939, ['a', 'b']],
    ['another source', 'github', 1061, ['a', 'b']],
    ['another source', 'github', 1061.000001, ['a']],
    ['the source itself', 'jira', 999, ['b']],
    ['the source itself', 'jira', 999.000001, ['a', 'b']],
    ['the source itself', 'jira', 1000.999999, ['a', 'b']],
    ['the source itself', 'jira', 1001, ['a']],
  ] as const)('by the clock of %s (%s) is open from the skew before to the skew after: a change at %d', (_, source, at, possible) => {
    expect(at1000([changed('a', 'b', span(at))], source).possible).toEqual(possible);
  });

  it('counts the skew for a change that only readings of the hub bound', () => {
    expect(at1000([changed('a', 'b', span(950), { dated: false })], 'jira').possible).toEqual(['a', 'b']);
  });

  it('names the facts that it comes from, and no other', () => {
    const facts = [numbered('a', 'b', 1, '1'), numbered('b', 'c', 2, '2'), numbered('c', 'd', 2000, '3'), numbered('d', 'e', 3000, '4')];
    expect(at1000(facts)).toEqual({ possible: ['c'], events: [2, 3] });
  });

  it('among true histories is always the true value, whatever is known of their times, in any order of facts', () => {
    const history = fc.array(fc.record({ at: fc.integer({ min: 900, max: 1100 }), wide: fc.nat(80), isNumbered: fc.boolean() }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(history, fc.integer({ min: -59, max: 59 }), fc.boolean(), (rows, offset, isDated) => {
        const inOrder = [...rows].sort((a, b) => a.at - b.at);
        const facts = inOrder.map(({ at, wide, isNumbered }, n) =>
          changed(`v${n}`, `v${n + 1}`, span(at - wide, at + 1), { seq: n, dated: isDated, sequence: isNumbered ? String(n) : null }),
        );
        const happened = inOrder.filter(({ at }) => at + offset < 1000).length;
        const { possible, events } = at1000(facts, 'github', span(1000));
        if (facts.length > 0) expect(possible).toContain(`v${happened}`);
        expect(at1000([...facts].reverse(), 'github', span(1000))).toEqual({ possible, events });
      }),
      { numRuns: 1_000 },
    );
  });
});
