import { type Instant, instantOf } from '#contract';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  // Of all locales this one writes YYYY-MM-DD.
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(zone, format);
  return format;
}

/**
 * The first instant of a calendar day (`2026-03-29`) in an IANA zone. Some zones change their clocks at midnight, so
 * that a day begins at 01:00; no zone is further from UTC than 14 h.
 */
export function startOfDay(day: string, zone: string): Instant {
  const format = formatOf(zone);
  const utc = Date.parse(`${day}T00:00:00Z`) / 1000;
  let [before, from] = [utc - 15 * 3600, utc + 15 * 3600];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (format.format(middle * 1000) < day) before = middle;
    else from = middle;
  }
  return instantOf(from * 1_000_000);
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
