import { dateOf, dayOf, two } from './civil.js';

/** A point in time as the ledger writes it: RFC 3339, UTC, six decimals, `Z`. Sorts as text. */
export type Instant = string & { readonly __instant: never };

/** Half-open [from, to): the source says that it happened somewhere in here. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

const SHAPE = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|z|[+-]\d\d:?\d\d)$/;

/** Microseconds since 1970 of an instant; exact up to the year 2255. NaN of what is none. */
export function microsOf(instant: Instant): number {
  const digit = (at: number) => instant.charCodeAt(at) - 48;
  const pair = (at: number) => digit(at) * 10 + digit(at + 1);
  const days = dayOf(pair(0) * 100 + pair(2), pair(5), pair(8));
  const seconds = days * 86_400 + pair(11) * 3_600 + pair(14) * 60 + pair(17);
  return seconds * 1_000_000 + (pair(20) * 10_000 + pair(22) * 100 + pair(24));
}

const [BEGINNING, END] = [dayOf(0, 1, 1), dayOf(10_000, 1, 1)];

/** Throws a RangeError before the year 0 and after 9999, which have no such form. */
export function instantOf(micros: number): Instant {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = micros - seconds * 1_000_000;
  const days = Math.floor(seconds / 86_400);
  if (!(days >= BEGINNING && days < END)) throw new RangeError(`No instant lies ${micros} microseconds from 1970.`);
  const ofDay = seconds - days * 86_400;
  const clock = `${two(Math.floor(ofDay / 3_600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`;
  return `${dateOf(days)}T${clock}.${String(fraction).padStart(6, '0')}Z` as Instant;
}

export function plusMs(instant: Instant, ms: number): Instant {
  return ms === 0 ? instant : instantOf(microsOf(instant) + Math.round(ms * 1000));
}

/** Reads an RFC 3339 time (also with an offset without colon, as Jira writes it), or null when it is none. */
export function parseInstant(text: string): Instant | null {
  return parseInterval(text)?.from ?? null;
}

/**
 * The interval that a written time stands for: [t, t + p) with p the precision of its last digit
 * (one second without decimals, at best a microsecond). Null when the text is no RFC 3339 time.
 */
export function parseInterval(text: string): Interval | null {
  const match = SHAPE.exec(text);
  if (!match) return null;
  const [, clock = '', decimals = '', zone = 'Z'] = match;
  const offset = /^z$/i.test(zone) ? 'Z' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const whole = Date.parse(`${clock.replace(/[t ]/, 'T')}${offset}`);
  if (Number.isNaN(whole)) return null;
  const digits = decimals.slice(0, 6);
  const start = whole * 1000 + Number(digits.padEnd(6, '0'));
  return { from: instantOf(start), to: instantOf(start + 10 ** (6 - digits.length)) };
}

/** The interval of a time given in whole seconds since 1970 (GitHub's `pushed_at` in push webhooks). */
export function secondInterval(epochSeconds: number): Interval {
  return { from: instantOf(epochSeconds * 1_000_000), to: instantOf((epochSeconds + 1) * 1_000_000) };
}

/** Whether all of `a` lies more than `skewMs` before `b` (`controls.md`, Terms: Time). */
export function isBefore(a: Interval, b: Interval, skewMs = 0): boolean {
  return skewMs === 0 ? a.to <= b.from : microsOf(a.to) + skewMs * 1000 < microsOf(b.from);
}
