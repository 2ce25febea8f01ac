import { type Interval, MalformedRecord, parseInterval } from '#contract';

/** The interval of a time that the wire schema has let through. */
export function moment(written: string): Interval {
  const interval = parseInterval(written);
  if (!interval) throw new MalformedRecord('time', `"${written}" is not a time as env zero writes it; look at the kept payload.`);
  return interval;
}

export function momentOrNull(written: string | null): Interval | null {
  return written === null ? null : moment(written);
}

/** From one time until another begins; null where one is missing, or they are the wrong way round. */
export function between(from: string | null, to: string | null): Interval | null {
  const [first, last] = [momentOrNull(from), momentOrNull(to)];
  return first && last && first.from < last.from ? { from: first.from, to: last.from } : null;
}
