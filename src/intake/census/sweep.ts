import type { Instant } from '#contract';
import { z } from 'zod';

const ids = z.array(z.string()).readonly();
const differences = z.object({ missingHere: ids, missingThere: ids });
const sweepShape = z.object({
  /** Where the next window begins, and where the last one ends. */
  next: z.string(),
  end: z.string(),
  /** How many the tool has listed so far. */
  there: z.number(),
  found: differences,
  /** What the sweep before this one found: a search index lags, so one sweep proves nothing. */
  before: differences,
  /** Known here, not listed by any stream, and readable all the same: moved to where this source does not look. */
  elsewhere: ids,
});

/** One comparison of all that the hub knows with all that the tool lists, window by window; it survives a restart. */
export type Sweep = Omit<z.output<typeof sweepShape>, 'next' | 'end'> & { readonly next: Instant; readonly end: Instant };
export type Differences = z.output<typeof differences>;

export const NO_DIFFERENCE: Differences = { missingHere: [], missingThere: [] };
/** Before every tool; not 1970, of which a minute before would be a negative number. */
const BEGINNING = '1990-01-01T00:00:00.000000Z' as Instant;
/** Of each side: what is beyond is found by the next sweeps. */
const MOST_IDS = 1_000;

export function sweepOf(cursor: unknown): Sweep | null {
  const read = sweepShape.safeParse(cursor);
  return read.success ? (read.data as Sweep) : null;
}

export function beginning(last: Sweep | null, end: Instant): Sweep {
  const before = last?.found ?? NO_DIFFERENCE;
  return { next: BEGINNING, end, there: 0, found: NO_DIFFERENCE, before, elsewhere: last?.elsewhere ?? [] };
}

export function isOver({ next, end }: Sweep): boolean {
  return next >= end;
}

/** The sweep after a window up to `to`, in which the tool listed `there` and the two lists differed so. */
export function after(sweep: Sweep, to: Instant, there: number, { missingHere, missingThere }: Differences): Sweep {
  const { found, elsewhere } = sweep;
  const unexplained = missingThere.filter((id) => !elsewhere.includes(id));
  return {
    ...sweep,
    next: to,
    there: sweep.there + there,
    found: {
      missingHere: [...found.missingHere, ...missingHere].slice(0, MOST_IDS),
      missingThere: [...found.missingThere, ...unexplained].slice(0, MOST_IDS),
    },
  };
}

/** What two sweeps in a row found. */
export function agreed({ found, before }: Sweep): Differences {
  return {
    missingHere: found.missingHere.filter((id) => before.missingHere.includes(id)),
    missingThere: found.missingThere.filter((id) => before.missingThere.includes(id)),
  };
}
