import { describe, expect, it } from 'vitest';
import { type Freeze, type Instant, plusMs } from '#contract';
import { freezeTimes } from '../../src/correlate/index.js';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => `${text}:00.000000Z` as Instant;
/** The time of the freeze that holds the moment, or null. */
function holding(freeze: Omit<Freeze, 'name'>, moment: string): readonly [string, string] | null {
  const start = { from: at(moment), to: plusMs(at(moment), 1000) };
  const time = freezeTimes({ name: 'f', ...freeze }, start).find(({ from, to }) => from <= start.from && start.from < to);
  return time ? [time.from.slice(0, 16), time.to.slice(0, 16)] : null;
}

describe('the times of a freeze', () => {
  it('given in dates cover whole days in its zone', () => {
    const freeze = { zone: BERLIN, from: '2026-12-20', to: '2026-12-31' };
    expect(holding(freeze, '2026-12-19T23:00')).toEqual(['2026-12-19T23:00', '2026-12-31T23:00']);
    expect(holding(freeze, '2026-12-19T22:59')).toBeNull();
    expect(holding(freeze, '2026-12-31T23:00')).toBeNull();
  });

  it('come every week, across its end', () => {
    const freeze = { zone: BERLIN, every: 'week', from: 'Fri 16:00', to: 'Mon 06:00' } as const;
    expect(holding(freeze, '2026-01-10T12:00')).toEqual(['2026-01-09T15:00', '2026-01-12T05:00']);
    expect(holding(freeze, '2026-01-12T04:59')).toEqual(['2026-01-09T15:00', '2026-01-12T05:00']);
    expect(holding(freeze, '2026-01-12T05:00')).toBeNull();
    expect(holding(freeze, '2026-01-09T14:59')).toBeNull();
  });

  it('of a week that changes its clocks end at the time of the new clock', () => {
    const freeze = { zone: BERLIN, every: 'week', from: 'Fri 16:00', to: 'Mon 06:00' } as const;
    // Summer time begins on Sunday, 29 March 2026, and ends on Sunday, 25 October.
    expect(holding(freeze, '2026-03-28T12:00')).toEqual(['2026-03-27T15:00', '2026-03-30T04:00']);
    expect(holding(freeze, '2026-10-24T12:00')).toEqual(['2026-10-23T14:00', '2026-10-26T05:00']);
  });

  it('that begin or end where the clock leaps do so at the leap, and where it shows a time twice begin with the first and end with the last', () => {
    const leap = { zone: BERLIN, from: '2026-03-29 02:30', to: '2026-03-29 03:30' };
    expect(holding(leap, '2026-03-29T01:10')).toEqual(['2026-03-29T01:00', '2026-03-29T01:30']);
    const twice = { zone: BERLIN, from: '2026-10-25 02:10', to: '2026-10-25 02:50' };
    expect(holding(twice, '2026-10-25T01:00')).toEqual(['2026-10-25T00:10', '2026-10-25T01:50']);
    // In Havana the clock leaps from midnight to one o’clock.
    expect(holding({ zone: 'America/Havana', from: '2026-03-08', to: '2026-03-08' }, '2026-03-08T12:00')).toEqual([
      '2026-03-08T05:00',
      '2026-03-09T04:00',
    ]);
  });

  it('come every month, also in one that does not have the day', () => {
    const freeze = { zone: 'UTC', every: 'month', from: '30 18:00', to: '2' } as const;
    expect(holding(freeze, '2026-02-28T19:00')).toEqual(['2026-02-28T18:00', '2026-03-03T00:00']);
    expect(holding(freeze, '2026-03-02T23:59')).toEqual(['2026-02-28T18:00', '2026-03-03T00:00']);
    expect(holding(freeze, '2026-01-30T18:00')).toEqual(['2026-01-30T18:00', '2026-02-03T00:00']);
    expect(holding({ zone: 'UTC', every: 'month', from: 'last', to: 'last' }, '2028-02-29T12:00')).toEqual([
      '2028-02-29T00:00',
      '2028-03-01T00:00',
    ]);
    expect(holding({ zone: 'UTC', every: 'month', from: 28, to: 28 }, '2026-05-28T12:00')).toEqual([
      '2026-05-28T00:00',
      '2026-05-29T00:00',
    ]);
  });

  it('come every year, across its end', () => {
    const freeze = { zone: BERLIN, every: 'year', from: '12-20 16:00', to: '01-02' } as const;
    expect(holding(freeze, '2026-12-31T23:30')).toEqual(['2026-12-20T15:00', '2027-01-02T23:00']);
    expect(holding(freeze, '2027-01-01T12:00')).toEqual(['2026-12-20T15:00', '2027-01-02T23:00']);
    expect(holding(freeze, '2027-01-02T23:00')).toBeNull();
    expect(holding({ zone: 'UTC', every: 'year', from: '02-29', to: '02-29' }, '2027-02-28T12:00')).toEqual([
      '2027-02-28T00:00',
      '2027-03-01T00:00',
    ]);
  });
});
