// Slow and obvious: the clock of a zone as JavaScript knows it, and days of the calendar as text.

/** Microseconds since 1970 of an instant with six decimals. */
export function microsOf(instant: string): number {
  return Date.parse(`${instant.slice(0, 19)}Z`) * 1000 + Number(instant.slice(20, 26));
}

export interface Zone {
  /** `2025-03-30` of an instant, by the clock there. */
  dayOf(instant: string): string;
  /** The clock there, as if it were UTC, in microseconds. */
  clockOf(instant: string): number;
}

export function zoneOf(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  });
  const known = new Map<string, string>();
  const clock = (instant: string): string => {
    const found = known.get(instant) ?? read(instant);
    known.set(instant, found);
    return found;
  };
  const read = (instant: string): string => {
    const parts = Object.fromEntries(format.formatToParts(new Date(`${instant.slice(0, 19)}Z`)).map(({ type, value }) => [type, value]));
    return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}${instant.slice(19)}`;
  };
  return { dayOf: (instant) => clock(instant).slice(0, 10), clockOf: (instant) => microsOf(clock(instant)) };
}

/** A stretch of days [from, to). */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export function plusDays(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10);
}

/** The same date so many months later; the last of the month where there is no such date. */
export function plusMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

function begins(every: string, day: string): boolean {
  const [, month, date] = day.split('-');
  if (every === 'WEEK') return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
  if (every === 'MONTH') return date === '01';
  if (every === 'QUARTER') return date === '01' && ['01', '04', '07', '10'].includes(month ?? '');
  return true;
}

/** Every day of the period looked at: a window begins where the calendar says so. */
export function windowsIn({ from, to }: Days, every: string | null): readonly Days[] {
  if (every === null) return [{ from, to }];
  const begin: string[] = [];
  for (let day = from; day < to; day = plusDays(day, 1)) if (day === from || begins(every, day)) begin.push(day);
  return begin.map((day, nth) => ({ from: day, to: begin[nth + 1] ?? to }));
}

export function windowBefore({ from, to }: Days, every: string): Days {
  if (every === 'DAY' || every === 'WEEK')
    return { from: plusDays(from, every === 'DAY' ? -1 : -7), to: plusDays(to, every === 'DAY' ? -1 : -7) };
  const months = every === 'MONTH' ? -1 : -3;
  return { from: plusMonths(from, months), to: plusMonths(to, months) };
}

export function periodBefore({ from, to }: Days): Days {
  for (let months = 1; months <= 24; months++) {
    if (from.slice(8) === to.slice(8) && plusMonths(from, months) === to) return { from: plusMonths(from, -months), to: from };
  }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return { from: plusDays(from, -days), to: from };
}
