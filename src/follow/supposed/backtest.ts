import type { Instant, Policy } from '#contract';
import type { Moment } from '../moment.js';
import type { Differing } from './differing.js';
import type { Span } from './judge-anew.js';
import { inParts } from './parts.js';
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

/**
 * Judges all that belongs to a span by another policy, as if it had been in force from the beginning, and tells what would be
 * otherwise. Threads do it, each with a part of the whole on a connection of its own, so that whoever asks goes on with other work; they all
 * see one state of the read tables. Nothing is written. Throws the signal's reason when it is to stop.
 */
export function backtest(url: string, { policy, span, found, progress, stopping }: Backtesting): Promise<Backtested> {
  return suppose(url, { hidden: [], clock: 'FOLLOWED' }, async (moment) => {
    const { total, seq, snapshot } = await amount(moment);
    let done = 0;
    const advanced = async (n: number) => {
      done += n;
      await progress(Math.min(done, total), total);
    };
    const { at } = moment;
    const counted = await inParts({ url, policy, span, at, snapshot }, { found, advanced, stopping });
    return { seq, at, ...counted };
  });
}

interface Amount {
  readonly total: number;
  readonly seq: number;
  readonly snapshot: string;
}

/** Each deployment is looked at twice; of a short span the last part is over sooner. */
async function amount({ tx }: Moment): Promise<Amount> {
  const [row] = await tx<Amount[]>`
    select (select count(*) from deployment) * 2 + (select count(*) from ticket) as total, coalesce((select seq from follow_cursor), -1) as seq,
      pg_export_snapshot() as snapshot`;
  return row!;
}
