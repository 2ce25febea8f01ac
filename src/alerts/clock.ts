import { type Instant, instantOf } from '#contract';

/** Time and chance, handed in, so that a schedule of days can be seen in a moment. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** In [0, 1). */
  chance(): number;
}

export const WALL_CLOCK: Clock = { now: () => Date.now(), chance: () => Math.random() };

export function instantAt(ms: number): Instant {
  return instantOf(Math.round(ms) * 1_000);
}
