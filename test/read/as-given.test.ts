import { expect, it } from 'vitest';
import { parseInterval } from '#contract';
import { asGiven } from '../../src/read/index.js';

it.each([
  ['2026-02-11T09:05:00Z', '2026-02-11T09:05:00Z', '2026-02-11T09:05:01Z'],
  ['2026-02-11T09:05:00.0Z', '2026-02-11T09:05:00.0Z', '2026-02-11T09:05:00.1Z'],
  ['2026-02-11T09:05:00.999Z', '2026-02-11T09:05:00.999Z', '2026-02-11T09:05:01.000Z'],
  ['2026-02-11T09:05:00.120+02:00', '2026-02-11T07:05:00.120Z', '2026-02-11T07:05:00.121Z'],
  ['2026-02-11T09:05:00.000000Z', '2026-02-11T09:05:00.000000Z', '2026-02-11T09:05:00.000001Z'],
])('%s is written with the digits that it was given with', (given, from, to) => {
  const interval = parseInterval(given);
  expect(interval && asGiven(interval)).toEqual({ from, to });
});
