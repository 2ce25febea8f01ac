import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spoken } from '../../src/controls/spoken.js';
import { dayAfter, startOfDay } from '../../src/correlate/zone.js';

describe('a day', () => {
  it.each([
    ['2026-03-29', 'UTC', '2026-03-29T00:00:00'],
    ['2026-03-29', 'Europe/Zurich', '2026-03-28T23:00:00'],
    ['2026-03-30', 'Europe/Zurich', '2026-03-29T22:00:00'],
    ['2026-10-26', 'Europe/Zurich', '2026-10-25T23:00:00'],
    ['2026-06-01', 'Pacific/Kiritimati', '2026-05-31T10:00:00'],
    ['2026-06-01', 'Pacific/Pago_Pago', '2026-06-01T11:00:00'],
    ['2026-06-01', 'Asia/Kathmandu', '2026-05-31T18:15:00'],
    // Clocks went from 00:00 to 01:00, so that the day began at 01:00 (-02:00).
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00'],
    // Samoa left this day out: what would be its beginning is that of the next.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00'],
  ])('%s begins in %s at %s', (day, zone, at) => {
    expect(startOfDay(day, zone)).toBe(`${at}.000000Z`);
  });

  it('is followed by the next, also over months, years and leap days', () => {
    expect(['2026-02-28', '2028-02-28', '2026-12-31'].map(dayAfter)).toEqual(['2026-03-01', '2028-02-29', '2027-01-01']);
  });

  it('ends where the next begins, 23 to 25 hours later', () => {
    const zones = fc.constantFrom('Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), zones, (days, zone) => {
        const day = new Date(Date.parse('2020-01-01') + days * 86_400_000).toISOString().slice(0, 10);
        const hours = (Date.parse(startOfDay(dayAfter(day), zone)) - Date.parse(startOfDay(day, zone))) / 3_600_000;
        expect([23, 23.5, 24, 24.5, 25]).toContain(hours);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    [0, '1 s'],
    [1, '1 s'],
    [1_001, '2 s'],
    [59_000, '59 s'],
    [59_500, '1 min'],
    [60_000, '1 min'],
    [840_000, '14 min'],
    [841_000, '14 min 1 s'],
    [7_800_000, '2 h 10 min'],
    [7_800_001, '2 h 11 min'],
    [86_400_000, '1 d'],
    [90_000_001, '1 d 2 h'],
  ])('of %d ms is said in its two largest units, rounded up: %s', (ms, words) => {
    expect(spoken(ms)).toBe(words);
  });
});
