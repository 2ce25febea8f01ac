import { setTimeout } from 'node:timers/promises';

/** What waiting needs; handed in, so that tests need not wait. */
export interface Clockwork {
  readonly nowMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Ends early when the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const REAL_CLOCKWORK: Clockwork = {
  nowMs: Date.now,
  random: Math.random,
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
};

/** Exponential with full jitter (AWS Architecture Blog, 2015): uniform in [0, first · 2^attempt), at most `mostMs`. */
export function backoffMs(attempt: number, firstMs: number, mostMs: number, random: () => number): number {
  return Math.round(random() * Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20)));
}
