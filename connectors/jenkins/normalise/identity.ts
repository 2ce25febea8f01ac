import { type Interval, instantOf } from '#contract';
import type { Build } from '../wire.js';

/**
 * A build is its number, the millisecond of its creation and the id that it had in the controller's queue: a job that is
 * made again counts from 1, at another time; a job that is renamed keeps its builds with all three.
 */
export function naturalOf({ number, timestamp, queueId }: Build): readonly string[] {
  return [String(number), String(timestamp), queueId === null || queueId === undefined ? '' : String(queueId)];
}

export function buildId(build: Build): string {
  return naturalOf(build).join('-');
}

export function millisecond(sinceEpoch: number): Interval {
  return { from: instantOf(sinceEpoch * 1000), to: instantOf((sinceEpoch + 1) * 1000) };
}
