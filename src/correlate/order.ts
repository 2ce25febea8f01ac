import { isBefore } from '#contract';
import { compareSequence, type Moment, type Run } from './run.js';

/** BEFORE, AFTER, or OPEN where intervals and skew leave it so. */
export type Order = 'BEFORE' | 'AFTER' | 'OPEN';

/**
 * Whether `a` came before `b`: by intervals; inside one source its own sequence decides what the intervals leave
 * open; between two sources the clocks may differ by `skewMs` (`controls.md`, Terms: Time).
 */
export function orderOf(a: Moment, b: Moment, sameSource: boolean, skewMs: number): Order {
  const skew = sameSource ? 0 : skewMs;
  if (isBefore(a.at, b.at, skew)) return 'BEFORE';
  if (isBefore(b.at, a.at, skew)) return 'AFTER';
  if (!sameSource || a.sequence === null || b.sequence === null) return 'OPEN';
  const order = compareSequence(a.sequence, b.sequence);
  return order === 0 ? 'OPEN' : order < 0 ? 'BEFORE' : 'AFTER';
}

/** Inside one source, whose clock is one. */
export function orderInside(a: Moment, b: Moment): Order {
  return orderOf(a, b, true, 0);
}

/** Whether a run that succeeded was complete when the other started: only then the other can see it. */
export function completeBefore(other: Run, run: Run, skewMs: number): Order {
  if (other.outcome !== 'SUCCEEDED' || !other.end || !run.start) return 'AFTER';
  return orderOf(other.end, run.start, other.source === run.source, skewMs);
}

/**
 * Deployments stand in one order: start, and where one source gives both the same start, end (`controls.md`, Terms:
 * Base). Different starts that overlap stay open: either may have been first.
 */
export function standsBefore(a: Run, b: Run, skewMs: number): boolean {
  if (!a.start || !b.start) return false;
  const sameSource = a.source === b.source;
  const byStart = orderOf(a.start, b.start, sameSource, skewMs);
  if (byStart !== 'OPEN') return byStart === 'BEFORE';
  const sameStart = a.start.at.from === b.start.at.from && a.start.at.to === b.start.at.to;
  return sameSource && sameStart && a.end !== null && b.end !== null && orderOf(a.end, b.end, true, skewMs) === 'BEFORE';
}
