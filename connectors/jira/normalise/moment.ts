import { instantOf, type Interval, MalformedRecord, parseInterval } from '#contract';

/** The interval of a time that the wire schema has let through. */
export function moment(written: string): Interval {
  const interval = parseInterval(written);
  if (!interval) throw new MalformedRecord('time', `"${written}" is not a time as Jira writes it; look at the kept payload.`);
  return interval;
}

/** The one millisecond in which something given as milliseconds since 1970 happened. */
export function millisecond(epochMs: number): Interval {
  return { from: instantOf(epochMs * 1000), to: instantOf((epochMs + 1) * 1000) };
}
