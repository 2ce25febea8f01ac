import { type Instant, plusMs, type Verdict } from '#contract';

/** A GAP waits until nothing new came for `settle` since the newest fact that it rests on was recorded. */
export function settlesAt(verdict: Verdict, newest: Instant, settleMs: number): Instant | null {
  return verdict.answer === 'GAP' ? plusMs(newest, settleMs) : null;
}
