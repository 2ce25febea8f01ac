import { type Interval, MalformedRecord, parseInterval } from '#contract';

/** The interval of a time that the wire schema has let through. */
export function moment(written: string): Interval {
  const interval = parseInterval(written);
  if (!interval) throw new MalformedRecord('time', `"${written}" is not a time as GitHub writes it; look at the kept payload.`);
  return interval;
}

export function momentOrNull(written: string | null | undefined): Interval | null {
  return written ? moment(written) : null;
}
