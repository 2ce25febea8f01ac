import { type Instant, type Interval, MalformedRecord, parseInterval } from '#contract';

/** The second in which something happened, of a time in UTC as ServiceNow stores it: `2026-01-31 13:45:00`. */
export function moment(stored: string): Interval {
  const interval = parseInterval(`${stored}Z`);
  if (!interval) throw new MalformedRecord('time', `"${stored}" is not a time as ServiceNow stores it; look at the kept payload.`);
  return interval;
}

/** The same where it may be empty, or no time. */
export function momentIn(stored: string | null | undefined): Interval | null {
  return stored ? parseInterval(`${stored}Z`) : null;
}

export function instantIn(stored: string): Instant | null {
  return momentIn(stored)?.from ?? null;
}
