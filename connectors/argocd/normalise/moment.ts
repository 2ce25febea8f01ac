import { type Interval, MalformedRecord, parseInterval } from '#contract';

/** The second of a time that the wire schema has let through: Argo CD writes no decimals. */
export function moment(written: string): Interval {
  const interval = parseInterval(written);
  if (!interval) throw new MalformedRecord('time', `"${written}" is not a time as Argo CD writes it; look at the kept payload.`);
  return interval;
}
