const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const number = 'numeric';
  const fresh = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: number, month: number, day: number, hour: number, minute: number, second: number },
  });
  formatters.set(zone, fresh);
  return fresh;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in ms. */
function offsetAt(instantMs: number, zone: string): number {
  const parts = Object.fromEntries(
    formatterOf(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000;
}

const DAY_MS = 86_400_000;

/**
 * The instant at which the clocks of a zone show `wallMs` (a wall time written as if it were UTC). An hour that comes
 * twice is read as the second one, in standard time, and an hour that never comes as the one after it: the rules of
 * java.util.Calendar (docs.oracle.com/javase/8/docs/api/java/util/Calendar.html).
 */
export function instantOf(wallMs: number, zone: string): number {
  const before = offsetAt(wallMs - DAY_MS, zone);
  const after = offsetAt(wallMs + DAY_MS, zone);
  const fitting = [before, after].map((offset) => wallMs - offset).filter((instant) => instant + offsetAt(instant, zone) === wallMs);
  return fitting.length > 0 ? Math.max(...fitting) : wallMs - before;
}

/** `2016-09-28T23:08:32.097+1000`: Jira writes its offset without a colon. */
export function jiraTime(time: string | number, zone: string): string {
  const instant = typeof time === 'number' ? time : Date.parse(time);
  const offset = offsetAt(instant, zone);
  const minutes = Math.abs(offset) / 60_000;
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  const written = new Date(instant + offset).toISOString().slice(0, -1);
  return `${written}${offset < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
}
