import { describe, expect, it } from 'vitest';
import { type Policy, plusMs } from '#contract';
import { retrofittedEvidence } from '../../src/controls/retrofitted-evidence.js';
import type { FieldFact } from '../../src/correlate/index.js';
import { span } from '../correlate/runs.js';
import { filled, placeholder } from '../correlate/tickets.js';
import { changed, HOUR, implementationOf, type ImplementationPlan, MINUTE, READ, read, START, TICKET } from './implementation.js';

function plan(
  fields: Readonly<Record<string, readonly FieldFact[]>>,
  policy: Partial<Policy> = {},
  rest: Partial<ImplementationPlan> = {},
): ImplementationPlan {
  const base = { description: [read(filled('why'))], reporter: [read('person:dev')] };
  return { ticket: { fields: new Map(Object.entries({ ...base, ...fields })) }, policy, ...rest };
}
function found(of: ImplementationPlan) {
  return retrofittedEvidence.judgeChange!({ ...implementationOf(of), subject: TICKET });
}
const answer = (of: ImplementationPlan) => found(of)[0]?.answer ?? 'none';
const late = (from: FieldFact['from'], to: FieldFact['to'], seconds = HOUR) => plan({ description: [changed(START + seconds, from, to)] });
const backout: Partial<Policy> = { rules: { 'incomplete-request': { fields: ['backoutPlan'] } }, fields: { '*': { backoutPlan: 'b' } } };

describe('retrofitted-evidence', () => {
  it.each<readonly [string, string, ImplementationPlan]>([
    ['nothing was ever changed', 'PASS', plan({})],
    ['the description was filled in before', 'PASS', late(null, filled('why'), -HOUR)],
    ['the description was first filled in after', 'GAP', late(null, filled('why'))],
    ['a placeholder was replaced after', 'GAP', late(placeholder('tbd'), filled('why'))],
    ['the description was replaced after', 'GAP', late(filled('a'), filled('b'))],
    ['the requester was replaced after', 'GAP', plan({ reporter: [changed(START + HOUR, 'person:dev', 'person:bo')] })],
    ['the description was emptied after', 'PASS', late(filled('a'), null)],
    ['one placeholder replaced another after', 'PASS', late(placeholder('tbd'), placeholder('-'))],
    [
      'the template was put in after',
      'PASS',
      { ...late(null, filled('form')), policy: { templates: { description: ['digest of form'] } } },
    ],
    ['the same words were written again after', 'PASS', late(filled('a'), filled('a'))],
    ['a field that is not required was filled in after', 'PASS', plan({ b: [changed(START + HOUR, null, filled('x'))] })],
    ['the required backout plan was filled in after', 'GAP', plan({ b: [changed(START + HOUR, null, filled('x'))] }, backout)],
    ['only the backout plan is required and another field was filled in after', 'PASS', { ...late(null, filled('x')), policy: backout }],
    ['what is required is held by no field', 'none', plan({}, { rules: backout.rules! })],
    ['it is no change', 'none', { ticket: null }],
    [
      'a field without history had another value at a reading after',
      'GAP',
      plan({
        description: [read(filled('a'), { at: span(0, START) }), read(filled('b'), { at: span(START + HOUR, START + 2 * HOUR), seq: 21 })],
      }),
    ],
    [
      'a field without history had another value at a reading, the one before being older than the start',
      'INDETERMINATE',
      plan({
        description: [
          read(filled('a'), { at: span(0, START - HOUR) }),
          read(filled('b'), { at: span(START - HOUR, START + HOUR), seq: 21 }),
        ],
      }),
    ],
    ['the tickets were not read to the end, but a late edit was', 'GAP', { ...late(null, filled('x')), coverage: { tickets: null } }],
  ])('where %s: %s', (_, expected, of) => {
    expect(answer(of)).toBe(expected);
  });

  it.each([
    [-62, 'PASS'],
    [-61, 'INDETERMINATE'],
    [0, 'INDETERMINATE'],
    [61, 'INDETERMINATE'],
    [62, 'GAP'],
  ] as const)('orders an edit, %d s from the start, by more than the skew between two clocks', (seconds, expected) => {
    expect(answer(late(null, filled('x'), seconds))).toBe(expected);
  });

  it.each([
    [-1, 'PASS'],
    [0, 'INDETERMINATE'],
    [1, 'GAP'],
  ] as const)('orders an edit, %d s from the start, by one clock', (seconds, expected) => {
    expect(answer({ ...late(null, filled('x'), seconds), more: { startSource: 'jira' } })).toBe(expected);
  });

  it('takes the absence of late edits for a fact from start + skew on, and not a microsecond before', () => {
    const covered = (ms: number) => plan({}, {}, { coverage: { tickets: { state: 'COMPLETE', upTo: plusMs(READ, ms), reason: null } } });
    expect([answer(covered(0)), answer(covered(-0.001))]).toEqual(['PASS', 'INDETERMINATE']);
  });

  it('says what was written, how late, and how often', () => {
    expect(found(late(null, filled('x'), 14 * MINUTE - 1))[0]).toMatchObject({
      sentence: 'PAY-12: the description was filled in 14 min after it started.',
      about: [TICKET],
      wouldPassIf: 'the description had been written before it started, and left so',
    });
    const twice = plan({
      description: [changed(START + HOUR, filled('a'), filled('b')), changed(START + 2 * HOUR, filled('b'), filled('c'))],
    });
    expect(found(twice)[0]?.sentence).toBe(
      'PAY-12: the description was replaced 1 h 1 min after it started, and 1 more such edit came later.',
    );
  });

  it('knows nothing where it is not sure what was carried', () => {
    const unsure = [{ what: 'It may carry another.', scope: 'x', collection: 'commits', upTo: null }];
    expect(found({ ...late(null, filled('x')), more: { unsure } })[0]).toMatchObject({ answer: 'INDETERMINATE', missing: unsure });
  });

  it('that was a GAP passes when another implementation turns out to have been the earliest, after the edit', () => {
    const of = late(null, filled('x'), -HOUR);
    expect([answer({ ...of, start: span(START - 2 * HOUR) }), answer(of)]).toEqual(['GAP', 'PASS']);
  });
});
