import { type Interval, MalformedRecord, parseInterval } from '#contract';

/** The interval of a time that the wire schema has let through. */
export function moment(written: string): Interval {
  const interval = parseInterval(written);
  if (!interval) throw new MalformedRecord('time', `"${written}" is not a time as PagerDuty writes it; look at the kept payload.`);
  return interval;
}

/** The second in which it lies, in UTC: readings give seconds, in the zone that they were asked for. */
export function secondOf(written: string): string {
  return `${moment(written).from.slice(0, 19)}Z`;
}
