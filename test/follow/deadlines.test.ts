import { describe, expect, it } from 'vitest';
import type { Deadline } from '#contract';
import { toFire } from '../../src/follow/deadlines.js';
import { second } from '../correlate/runs.js';

const NOW = 100_000;
const [BEGIN, END] = [NOW + 100, NOW + 200];
const at = (moment: number): Deadline => ({ rule: 'missing-outcome', subject: 'change', at: second(moment), sentence: 'It changes.' });

describe('of the moments at which time alone changes an answer', () => {
  const kind = 'missing-outcome change';

  it.each<readonly [string, number, readonly number[]]>([
    ['the first fires next', NOW, [BEGIN]],
    ['one that is now has fired', BEGIN, [END]],
    ['after the last none does', END, []],
  ])('%s, in whatever order they are listed', (_, clock, expected) => {
    const fired = expected.map((moment) => ({ kind, at: second(moment) }));
    expect(toFire([at(BEGIN), at(END)], second(clock))).toEqual(fired);
    expect(toFire([at(END), at(BEGIN)], second(clock))).toEqual(fired);
  });
});
