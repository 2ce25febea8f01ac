import type { Instant, Policy } from '#contract';
import type { Moment } from '../moment.js';
import { CARRIED, carryAnew } from './carry-anew.js';
import { type Differing, differing } from './differing.js';
import { type JudgedAnew, judgeAnew, type Span } from './judge-anew.js';
import { suppose } from './suppose.js';

export interface Backtesting {
  readonly policy: Policy;
  readonly span: Span;
  /** Gets the differences, some at a time. */
  readonly found: (some: readonly Differing[]) => Promise<void>;
  readonly progress: (done: number, total: number) => Promise<void>;
  readonly stopping: AbortSignal;
}

export interface Backtested {
  /** The last event that was followed, and the clock by which all was judged. */
  readonly seq: number;
  readonly at: Instant;
  readonly units: number;
  readonly verdicts: number;
}

/** In force before anything there is. */
const ALWAYS = '0001-01-01T00:00:00.000000Z' as Instant;

/**
 * Judges all that belongs to a span by another policy, as if it had been in force from the beginning, and tells what would be
 * otherwise. Nothing is written. Throws the signal's reason when it is to stop.
 */
export function backtest(url: string, { policy, span, found, progress, stopping }: Backtesting): Promise<Backtested> {
  const supposed = { hidden: [...CARRIED, 'change_state'], policies: [{ policy, activatedAt: ALWAYS }], clock: 'FOLLOWED' } as const;
  return suppose(url, supposed, async (moment) => {
    const { total, seq } = await amount(moment);
    const counted = { done: 0, units: 0, verdicts: 0 };
    const step = async (n: number) => {
      stopping.throwIfAborted();
      counted.done += n;
      await progress(Math.min(counted.done, total), total);
    };
    await carryAnew(moment, step);
    await judgeAnew(moment, span, async (judged: readonly JudgedAnew[]) => {
      const differences = await differing(moment.tx, judged);
      if (differences.length > 0) await found(differences);
      counted.units += judged.length;
      counted.verdicts += judged.reduce((sum, { verdicts }) => sum + verdicts.length, 0);
      await step(judged.length);
    });
    return { seq, at: moment.at, units: counted.units, verdicts: counted.verdicts };
  });
}

/** Each deployment is looked at twice; of a short span the last part is over sooner. */
async function amount({ tx }: Moment): Promise<{ readonly total: number; readonly seq: number }> {
  const [row] = await tx<{ total: number; seq: number }[]>`
    select (select count(*) from deployment) * 2 + (select count(*) from ticket) as total, coalesce((select seq from follow_cursor), -1) as seq`;
  return { total: row?.total ?? 0, seq: row?.seq ?? -1 };
}
