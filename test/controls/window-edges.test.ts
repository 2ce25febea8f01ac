import { describe, expect, it } from 'vitest';
import { plusMs } from '#contract';
import { second } from '../correlate/runs.js';
import { MINUTE, START } from './implementation.js';
import { answerOf, EARLIER, LATER, plan, SAME_CLOCK, tolerating } from './windows.js';

describe('a planned window', () => {
  // The start lies in [START, START + 1) by another clock than the ticket's.
  it.each([
    [START - 60.000001, 'PASS'],
    [START - 60, 'INDETERMINATE'],
    [START + 61, 'INDETERMINATE'],
    [START + 61.000001, 'GAP'],
  ])('begins, seen by another clock, with the skew on both sides: %d', (from, answer) => {
    expect(answerOf(plan(from, LATER))).toBe(answer);
  });

  it.each([
    [START - 60.000001, 'GAP'],
    [START - 60, 'INDETERMINATE'],
    [START + 61, 'INDETERMINATE'],
    [START + 61.000001, 'PASS'],
  ])('ends, seen by another clock, with the skew on both sides: %d', (to, answer) => {
    expect(answerOf(plan(EARLIER, to))).toBe(answer);
  });

  it.each([
    ['from', START, 'PASS'],
    ['from', START + 0.000001, 'INDETERMINATE'],
    ['from', START + 0.999999, 'INDETERMINATE'],
    ['from', START + 1, 'GAP'],
    ['to', START, 'GAP'],
    ['to', START + 0.000001, 'INDETERMINATE'],
    ['to', START + 1, 'PASS'],
  ] as const)('by the ticket’s own clock counts every microsecond: %s %d', (edge, at, answer) => {
    expect(answerOf(edge === 'from' ? plan(at, LATER, SAME_CLOCK) : plan(EARLIER, at, SAME_CLOCK))).toBe(answer);
  });

  it.each([
    ['10m', START + 1 + 10 * MINUTE, 'GAP'],
    ['10m', START + 10 * MINUTE, 'PASS'],
    ['1s', START + 1, 'PASS'],
    ['1s', START + 2, 'GAP'],
  ])('lets a start be %s too early: %d', (tolerance, from, answer) => {
    expect(answerOf(plan(from, LATER, { ...SAME_CLOCK, ...tolerating(tolerance) }))).toBe(answer);
  });

  it.each([
    ['10m', START - 10 * MINUTE, 'GAP'],
    ['10m', START + 1 - 10 * MINUTE, 'PASS'],
  ])('lets a start be %s too late: %d', (tolerance, to, answer) => {
    expect(answerOf(plan(EARLIER, to, { ...SAME_CLOCK, ...tolerating(tolerance) }))).toBe(answer);
  });

  const day = (at: string, zone: string | null) => {
    const from = plusMs(second(0), Date.parse(at) - Date.parse('2026-03-01T00:00:00Z'));
    const covered = { state: 'COMPLETE', upTo: plusMs(from, 120_000), reason: null } as const;
    const policy = zone === null ? {} : { zones: { jira: zone } };
    return plan('2026-03-29', '2026-03-29', {
      ...SAME_CLOCK,
      policy,
      start: { from, to: plusMs(from, 1) },
      coverage: { tickets: covered },
    });
  };

  // In Zürich the day of 29 March 2026 has 23 hours: it begins at +01:00 and ends at +02:00.
  it.each([
    ['2026-03-28T23:59:59.999Z', null, 'GAP'],
    ['2026-03-29T00:00:00.000Z', null, 'PASS'],
    ['2026-03-29T23:59:59.999Z', null, 'PASS'],
    ['2026-03-30T00:00:00.000Z', null, 'GAP'],
    ['2026-03-28T22:59:59.999Z', 'Europe/Zurich', 'GAP'],
    ['2026-03-28T23:00:00.000Z', 'Europe/Zurich', 'PASS'],
    ['2026-03-29T21:59:59.999Z', 'Europe/Zurich', 'PASS'],
    ['2026-03-29T22:00:00.000Z', 'Europe/Zurich', 'GAP'],
  ])('given in dates covers whole days in the zone of the source: %s in %s', (at, zone, answer) => {
    expect(answerOf(day(at, zone))).toBe(answer);
  });
});
