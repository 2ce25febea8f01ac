const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after an attempt that failed the next one follows (Standard Webhooks); after the last, the message is dead. */
export const DELAYS_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** So much of a delay is left to chance, so that what failed together does not come back together. */
const JITTER = 0.1;
/** A receiver's own word is obeyed up to here. */
const LONGEST_MS = 24 * HOUR;

/** What an attempt came to. */
export interface Failed {
  /** Attempts until now, this one included. */
  readonly attempts: number;
  /** The receiver's `Retry-After` in milliseconds; null: none. */
  readonly retryAfterMs: number | null;
}

/**
 * Milliseconds until the next attempt: what the schedule says and up to a tenth more, but never sooner than the receiver
 * asked for, of which at most 24 h are obeyed; null after the tenth attempt.
 *
 * @param chance in [0, 1)
 */
export function nextDelayMs({ attempts, retryAfterMs }: Failed, chance: number): number | null {
  const delay = DELAYS_MS[attempts - 1];
  if (delay === undefined) return null;
  return Math.max(Math.round(delay * (1 + JITTER * chance)), Math.min(retryAfterMs ?? 0, LONGEST_MS));
}
