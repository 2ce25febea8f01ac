import { z } from 'zod';
import { names, words } from './policy-parts.js';

const CYCLES = ['week', 'month', 'year'] as const;
type Cycle = (typeof CYCLES)[number];

/** One end of a freeze as it is written; what may stand there depends on `every` (`readFreezeEdge`). A day of a month may stand alone: `28`. */
const edge = z.union([words, z.int()], 'a day, and a time if it is not the whole day');

/** A time in which nothing is to be deployed, once or again and again, in the words of `docs/policy-freezes.md`. */
export const freeze = z.strictObject({
  name: words,
  /** IANA name, such as Europe/Berlin. */
  zone: words,
  /** Left out: once, and `from` and `to` are dates. */
  every: z.enum(CYCLES).optional(),
  from: edge,
  to: edge,
  /** Only deployments of these services and to these environments, both as policy calls them. */
  services: names.optional(),
  environments: names.optional(),
  /** Changes of these models are let through, if they were of it before the start. */
  exempt: z.strictObject({ types: names.optional(), labels: names.optional() }).optional(),
});

export type Freeze = z.output<typeof freeze>;

/** A day in its cycle with minutes since midnight; null: the beginning of the day as `from`, its end as `to`. */
export interface FreezeEdge {
  /** A date (once), 0 to 6 from Monday on (week), 1 to 31 (month; 31 also for `last`), `MM-DD` (year). */
  readonly day: string | number;
  readonly minutes: number | null;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Days of each month; a freeze may name the 29th of February. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What an edge says, or null where it says nothing that fits: `Fri 16:00`, `28 18:00`, `last`, `12-20`, `2026-12-20 18:00`. */
export function readFreezeEdge(written: string | number, every: Cycle | undefined): FreezeEdge | null {
  const [, day = '', hours, minutes] = /^(\S+?)(?:[ T](\d\d):(\d\d))?$/.exec(String(written)) ?? [];
  if (hours !== undefined && (Number(hours) > 23 || Number(minutes) > 59)) return null;
  const named = dayOf(day, every);
  return named === null ? null : { day: named, minutes: hours === undefined ? null : Number(hours) * 60 + Number(minutes) };
}

/** How an edge of this cycle is written, for a sentence. */
export function freezeEdgeWords(every: Cycle | undefined): string {
  if (every === 'week') return 'a day of the week such as Fri, or Fri 16:00';
  if (every === 'month') return 'a day of the month such as 28, 28 18:00 or last';
  if (every === 'year') return 'a day of the year such as 12-20, or 12-20 18:00';
  return 'a date such as 2026-12-20, or 2026-12-20 18:00';
}

function dayOf(day: string, every: Cycle | undefined): string | number | null {
  if (every === 'week') return DAYS.includes(day) ? DAYS.indexOf(day) : null;
  if (every === 'month') {
    if (day === 'last') return 31;
    return /^\d\d?$/.test(day) && Number(day) >= 1 && Number(day) <= 31 ? Number(day) : null;
  }
  const [, year, month, nth] = /^(?:(\d{4})-)?(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (month === undefined || (year === undefined) !== (every === 'year')) return null;
  if (Number(nth) < 1 || Number(nth) > (LENGTHS[Number(month) - 1] ?? 0)) return null;
  const isThere = year === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isThere ? day : null;
}
