import { describe, expect, it } from 'vitest';
import { compareSequence, type Run } from '../../src/correlate/index.js';
import { completeBefore, orderOf, standsBefore } from '../../src/correlate/order.js';
import type { Moment } from '../../src/correlate/run.js';
import { run, span } from './runs.js';

const at = (from: number, to?: number, sequence: string | null = null): Moment => ({ at: span(from, to), sequence });
const SKEW = 60_000;

describe('the order of two moments', () => {
  it.each([
    ['of one source, the first interval wholly before', at(1), at(2), true, 'BEFORE'],
    ['of one source, wholly after', at(2), at(1), true, 'AFTER'],
    ['of one source, in one second, without a sequence', at(1), at(1), true, 'OPEN'],
    ['of one source, in one second, by its sequence', at(1, 2, '9'), at(1, 2, '10'), true, 'BEFORE'],
    ['of one source, in one second, by its sequence the other way', at(1, 2, '10'), at(1, 2, '9'), true, 'AFTER'],
    ['of one source, in one second, where only one has a sequence', at(1, 2, '9'), at(1), true, 'OPEN'],
    ['of one source, with one number for both', at(1, 2, '9'), at(1, 2, '9'), true, 'OPEN'],
    ['of one source, whose sequence says otherwise than its times', at(1, 2, '10'), at(2, 3, '9'), true, 'BEFORE'],
    ['of one source, a millisecond inside the second of the other', at(1.5, 1.501), at(1), true, 'OPEN'],
    ['of one source, a millisecond before the second of the other', at(0.999, 1), at(1), true, 'BEFORE'],
    ['of two sources, exactly the skew apart', at(1, 2), at(62), false, 'OPEN'],
    ['of two sources, a microsecond more than the skew apart', at(1, 2), at(62.000001), false, 'BEFORE'],
    ['of two sources, a microsecond more than the skew apart the other way', at(62.000001), at(1, 2), false, 'AFTER'],
    ['of two sources, whose numbers mean nothing to each other', at(1, 2, '9'), at(1, 2, '10'), false, 'OPEN'],
  ] as const)('%s', (...[, a, b, sameSource, expected]) => {
    expect(orderOf(a, b, sameSource, SKEW)).toBe(expected);
  });

  it('of tool ids is that of numbers, of any length, and numbers stand before text', () => {
    const ids = ['b', '1a', '10', '9', '100', '4503599627370497', '4503599627370496', 'a', '99'];
    expect([...ids].sort(compareSequence)).toEqual(['9', '10', '99', '100', '4503599627370496', '4503599627370497', '1a', 'a', 'b']);
    expect([...ids].reverse().sort(compareSequence)).toEqual([...ids].sort(compareSequence));
  });
});

describe('whether a deployment was complete before another started', () => {
  const later = run('later', { start: span(100) });
  it.each<readonly [string, Run, string]>([
    ['succeeded before', run('x', { start: span(1), end: span(9) }), 'BEFORE'],
    ['succeeded after', run('x', { start: span(1), end: span(101) }), 'AFTER'],
    ['ended in the same second', run('x', { start: span(1), end: span(100) }), 'OPEN'],
    ['failed before', run('x', { start: span(1), end: span(9), outcome: 'FAILED' }), 'AFTER'],
    ['is running', run('x', { start: span(1), outcome: 'RUNNING' }), 'AFTER'],
    ['has not been heard of for a day', run('x', { start: span(1), outcome: 'UNKNOWN' }), 'AFTER'],
    ['ended 40 s before by the clock of another source', run('x', { source: 'b', start: span(1), end: span(60) }), 'OPEN'],
  ])('%s', (_, other, expected) => {
    expect(completeBefore(other, later, SKEW)).toBe(expected);
  });
});

describe('the order of deployments', () => {
  it('is by start; where one source gives both one start, by end; overlapping starts leave it open', () => {
    const same = { start: span(1, 9) };
    expect(standsBefore(run('x', { start: span(1), end: span(50) }), run('y', { start: span(2), end: span(9) }), 0)).toBe(true);
    expect(standsBefore(run('x', { ...same, end: span(10) }), run('y', { ...same, end: span(11) }), 0)).toBe(true);
    expect(standsBefore(run('x', { ...same, end: span(11) }), run('y', { ...same, end: span(10) }), 0)).toBe(false);
    expect(standsBefore(run('x', { ...same, end: span(10) }), run('y', { start: span(2, 9), end: span(11) }), 0)).toBe(false);
    expect(standsBefore(run('x', { ...same, end: span(10) }), run('y', { ...same, end: span(900), source: 'b' }), SKEW)).toBe(false);
  });
});
