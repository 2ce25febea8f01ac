import { type Instant, parseInstant } from '#contract';
import type { Every } from './dimension.js';

/** [from, to) in an IANA zone; each end a day there (its beginning), or a time with its offset. */
export interface PeriodInput {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** A stretch of time [from, to), and how many days of the zone of it are over at the moment asked about. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
  readonly days: number;
  /** Whether all of it is over. */
  readonly isOver: boolean;
}

/** The whole period, and the windows that it is cut into; the first and the last may be cut short by it. */
export interface Windows {
  readonly whole: Window;
  readonly parts: readonly Window[];
}

export const MOST_WINDOWS = 400;
/** Years before the first computers lead to windows without end. */
const EARLIEST = '1970-01-01';
const LATEST = '2200-01-01';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** An end of a period as it was written: a day, or an instant. Null when it is neither. */
export function endOf(written: string): { readonly day: string } | { readonly instant: Instant } | null {
  if (written < EARLIEST || written > LATEST) return null;
  if (DAY.test(written)) return isDay(written) ? { day: written } : null;
  const instant = parseInstant(written);
  return instant === null ? null : { instant };
}

function isDay(written: string): boolean {
  const at = Date.parse(`${written}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written);
}

/** Whether it is the name of a zone with its history: an offset such as +02:00 has none, and Postgres reads its sign otherwise. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) || name.length > 60) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

const DAYS: Readonly<Record<Every, number>> = { DAY: 1, WEEK: 7, MONTH: 28, QUARTER: 90 };

/** Whether a period of so many days may be too many windows. */
export function isTooMany(days: number, every: Every | null): boolean {
  return every !== null && days / DAYS[every] > MOST_WINDOWS;
}
