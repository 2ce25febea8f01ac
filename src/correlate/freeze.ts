import { type Freeze, type FreezeEdge, type Instant, type Interval, readFreezeEdge } from '#contract';
import { dayIn, instantAt } from './wall-clock.js';

/** One time of a freeze: half-open [from, to). */
export interface FreezeTime {
  readonly from: Instant;
  readonly to: Instant;
}

const WHOLE_DAY = 24 * 60;

/** The times of a freeze that may hold a moment, the earliest first: of the cycle before it, its own, and the one after it. */
export function freezeTimes(freeze: Freeze, moment: Interval): readonly FreezeTime[] {
  const [from, to] = [readFreezeEdge(freeze.from, freeze.every), readFreezeEdge(freeze.to, freeze.every)];
  if (from === null || to === null) return [];
  const cycles = freeze.every === undefined ? [0] : [-1, 0, 1];
  const today = dayIn(moment.from, freeze.zone);
  // What ends no later than it begins ends in the next cycle.
  const later = freeze.every !== undefined && !isAfter(to, from) ? 1 : 0;
  return cycles
    .map((cycle) => ({
      from: instantAt(dayOf(from, freeze.every, today, cycle), from.minutes ?? 0, freeze.zone, 'first'),
      to: instantAt(dayOf(to, freeze.every, today, cycle + later), to.minutes ?? WHOLE_DAY, freeze.zone, 'last'),
    }))
    .filter((time) => time.from < time.to);
}

/** Whether an end comes after a beginning in one and the same cycle. */
function isAfter(to: FreezeEdge, from: FreezeEdge): boolean {
  return to.day === from.day ? (to.minutes ?? WHOLE_DAY) > (from.minutes ?? 0) : to.day > from.day;
}

/** The date of an edge in the cycle so many after the one of `today`. A day that a month does not have is its last. */
function dayOf({ day }: FreezeEdge, every: Freeze['every'], today: string, cycle: number): string {
  const [year = 0, month = 0, nth = 0] = today.split('-').map(Number);
  if (every === undefined) return String(day);
  if (every === 'year') {
    const [ofYear = 1, ofMonth = 1] = String(day).split('-').map(Number);
    return date(year + cycle, ofYear - 1, ofMonth);
  }
  if (every === 'month') return date(year, month - 1 + cycle, Number(day));
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  return new Date(Date.UTC(year, month - 1, nth - weekday + Number(day) + 7 * cycle)).toISOString().slice(0, 10);
}

function date(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}
