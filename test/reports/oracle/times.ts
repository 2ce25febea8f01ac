import type { Interval } from '#contract';
import { microsOf, zoneOf } from '../recompute/calendar.js';

/** Two clocks are apart by a minute at most (policy: clockSkew). */
const SKEW = 60_000_000;

/** Whether one lies before another for certain; of two tools, by more than the skew. */
export function isBefore(one: Interval, other: Interval, isOneTool: boolean): boolean {
  return microsOf(other.from) - microsOf(one.to) >= (isOneTool ? 0 : SKEW + 1);
}

export function hoursLater({ from, to }: Interval, hours: number): Interval {
  const plus = (instant: string) =>
    `${new Date(Date.parse(`${instant.slice(0, 19)}Z`) + hours * 3_600_000).toISOString().slice(0, 19)}${instant.slice(19)}`;
  return { from: plus(from), to: plus(to) } as Interval;
}

/** The first instant of a day by the clock of a zone: looked for hour by hour. */
export function beginOfDay(day: string, timeZone: string): string {
  const zone = zoneOf(timeZone);
  for (let quarter = -60; quarter < 60; quarter++) {
    const at = `${new Date(Date.parse(`${day}T00:00:00Z`) + quarter * 900_000).toISOString().slice(0, 19)}.000000Z`;
    if (zone.dayOf(at) === day) return at;
  }
  throw new Error(`${day} has no beginning in ${timeZone}.`);
}
