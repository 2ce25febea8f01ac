import { type Instant, instantOf } from '#contract';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  const numeric = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const format = known ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...numeric });
  formats.set(zone, format);
  return format;
}

/** What a clock on the wall shows, as if it hung in UTC: milliseconds. */
function shownAt(ms: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The calendar day (`2026-03-29`) on which an instant falls in an IANA zone. */
export function dayIn(instant: Instant, zone: string): string {
  return new Date(shownAt(Date.parse(instant), zone)).toISOString().slice(0, 10);
}

/** No zone is further from UTC than 14 h, and none changes its clocks twice in two days. */
const DAY_MS = 86_400_000;

/**
 * The instant at which a clock on the wall of an IANA zone shows so many minutes after the midnight that begins a day. Where it
 * shows them twice, the first or the last time; where it leaps over them, the moment of the leap.
 */
export function instantAt(day: string, minutes: number, zone: string, which: 'first' | 'last'): Instant {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((ms) => shownAt(ms, zone) - ms);
  const shown = offsets.map((offset) => wanted - offset).filter((ms) => shownAt(ms, zone) === wanted);
  if (shown.length > 0) return instantOf((which === 'first' ? Math.min(...shown) : Math.max(...shown)) * 1000);
  let [before, from] = [wanted - Math.max(...offsets) - 1000, wanted - Math.min(...offsets)];
  while (from - before > 1000) {
    const middle = before + Math.floor((from - before) / 2000) * 1000;
    if (shownAt(middle, zone) < wanted) before = middle;
    else from = middle;
  }
  return instantOf(from * 1000);
}
