import type { Interval } from '#contract';

/**
 * The ends of an interval with as many decimals, 0 to 6, as its source gave. A time of d decimals is kept as
 * [t, t + 10^-d), whose ends are neighbours in units of 10^-d, so that one of them needs all d: d is the least number
 * that writes both.
 */
export function asGiven({ from, to }: Interval): { readonly from: string; readonly to: string } {
  const digits = Math.max(decimalsOf(from), decimalsOf(to));
  return { from: withDecimals(from, digits), to: withDecimals(to, digits) };
}

const SECONDS = '2026-01-31T13:45:00'.length;

function decimalsOf(instant: string): number {
  return instant.slice(SECONDS + 1, -1).replace(/0+$/, '').length;
}

function withDecimals(instant: string, digits: number): string {
  return digits === 0 ? `${instant.slice(0, SECONDS)}Z` : `${instant.slice(0, SECONDS + 1 + digits)}Z`;
}
