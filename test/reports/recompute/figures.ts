import { microsOf } from './calendar.js';

export interface Figure {
  readonly value: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly unknown: number;
}

/** A window as these loops see it. */
export interface Stretch {
  has(instant: string | null): boolean;
  /** Its end, or the moment asked about. */
  readonly end: string;
  readonly days: number;
}

export function count(things: readonly unknown[], unknown = 0): Figure {
  return { value: things.length, numerator: things.length, denominator: null, unknown };
}

export function share(some: readonly unknown[], all: readonly unknown[], unknown = 0): Figure {
  return { value: all.length === 0 ? null : some.length / all.length, numerator: some.length, denominator: all.length, unknown };
}

/** Nearest rank. */
export function percentile(seconds: readonly number[], hundredths: number, unknown = 0): Figure {
  const sorted = [...seconds].sort((a, b) => a - b);
  const value = sorted[Math.ceil((hundredths / 100) * sorted.length) - 1] ?? null;
  return { value, numerator: sorted.length, denominator: sorted.length + unknown, unknown };
}

export function secondsBetween(from: string, to: string): number {
  return (microsOf(to) - microsOf(from)) / 1_000_000;
}
