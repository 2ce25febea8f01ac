import { instantOf } from '../time.js';
import type { Token } from './tokens.js';
import { BadJql } from './tokens.js';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Epoch ms without quotes; or a date, to the minute at best, on the clocks of `zone`; or a period before `nowMs`. Throws `BadJql`. */
export function dateOf(field: string, { kind, text }: Token, zone: string, nowMs: number): number {
  if (kind === 'word' && /^\d+$/.test(text)) return Number(text);
  const period = /^-(\d+)([mhdw])$/.exec(text);
  if (period !== null) return nowMs - Number(period[1]) * (UNIT_MS[period[2] as string] as number);
  const written = /^(\d{4})([-/])(\d\d?)\2(\d\d?)(?: (\d\d?):(\d\d))?$/.exec(text);
  if (written === null) throw invalid(field, text);
  const [year, month, day, hour, minute] = [1, 3, 4, 5, 6].map((group) => Number(written[group] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute));
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day || hour > 23 || minute > 59) throw invalid(field, text);
  return instantOf(wall.getTime(), zone);
}

function invalid(field: string, text: string): BadJql {
  return new BadJql(
    `Date value '${text}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}
