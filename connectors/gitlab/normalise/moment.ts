import { type Interval, MalformedRecord, parseInterval, secondInterval } from '#contract';
import { asRfc3339 } from '../wire/scalar.js';

/** The interval of a time that the wire schema has let through. */
export function moment(written: string): Interval {
  const interval = parseInterval(asRfc3339(written));
  if (!interval) throw new MalformedRecord('time', `"${written}" is not a time as GitLab writes it; look at the kept payload.`);
  return interval;
}

export function momentOrNull(written: string | null | undefined): Interval | null {
  return written ? moment(written) : null;
}

/** The second in which it lies: webhooks write whole seconds of what REST has in milliseconds. */
export function second(written: string): Interval {
  return secondInterval(Math.floor(Date.parse(`${moment(written).from.slice(0, 19)}Z`) / 1000));
}

export function secondOrNull(written: string | null | undefined): Interval | null {
  return written ? second(written) : null;
}
