const DAY_MS = 86_400_000;

/** The `count` working days before the day of `nowMs`, oldest first, as their first millisecond in UTC. */
export function workingDays(nowMs: number, count: number): readonly number[] {
  const days: number[] = [];
  for (let day = startOfDay(nowMs) - DAY_MS; days.length < count; day -= DAY_MS) if (isWorkingDay(day)) days.push(day);
  return days.reverse();
}

export function startOfDay(ms: number): number {
  return ms - (((ms % DAY_MS) + DAY_MS) % DAY_MS);
}

function isWorkingDay(ms: number): boolean {
  const weekday = new Date(ms).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/**
 * When something happens in a story: `09:10` or `09:10:05` of its day, `+1d 09:10` of the day after, or `-40m` for that
 * long before now.
 */
export type When = string;

const CLOCK = /^(?:\+(\d+)d )?(\d\d):(\d\d)(?::(\d\d))?$/;
const AGO = /^-(\d+)m$/;

/** The millisecond that `when` names. Throws where it is not written as `When` says: a mistake of the story. */
export function momentOf(when: When, dayMs: number, nowMs: number): number {
  const ago = AGO.exec(when);
  if (ago !== null) return nowMs - Number(ago[1]) * 60_000 - (nowMs % 1000);
  const [, days = '0', hours, minutes, seconds = '0'] = CLOCK.exec(when) ?? [];
  if (hours === undefined || minutes === undefined) throw new Error(`"${when}" is no time of a story; write 09:10, +1d 09:10 or -40m.`);
  return dayMs + Number(days) * DAY_MS + (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
}

/** As GitHub writes it, to the second. */
export function gitHubTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** As a world of Jira keeps it, to the millisecond. The same second always has the same milliseconds. */
export function jiraMoment(ms: number): string {
  const whole = Math.floor(ms / 1000);
  return new Date(whole * 1000 + ((whole * 379) % 1000)).toISOString();
}
