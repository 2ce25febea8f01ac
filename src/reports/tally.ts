import type { Percentile } from './definition.js';

/** How many facts of a window and group say one thing; of those that took time, the percentiles of it in seconds. */
export interface Tally {
  /** 0: the whole period; from 1: the windows in order; null: facts that nobody dates. */
  readonly window: number | null;
  /** The values of the dimensions that were asked for, in their order; null where a change has none. Null: not grouped. */
  readonly group: readonly (string | null)[] | null;
  /** The values of the report's own keys. */
  readonly keys: readonly (string | null)[];
  readonly says: string;
  readonly count: number;
  readonly seconds: Readonly<Record<Percentile, number>> | null;
}

/** The facts of one row of a report, by what they say. */
export interface Cell {
  readonly keys: readonly (string | null)[];
  readonly group: readonly (string | null)[] | null;
  readonly window: number;
  tally(says: string): Tally | null;
  /** Facts of this group of which nobody knows whether they lie in this window. */
  undated(says: string): number;
}

/** The tallies of a report, found by where they stand. */
export class Tallies {
  readonly #byPlace = new Map<string, Tally>();
  readonly #rows = new Map<string, Pick<Tally, 'group' | 'keys'>>();

  constructor(tallies: readonly Tally[]) {
    for (const tally of tallies) {
      this.#byPlace.set(placeOf(tally, tally.window, tally.says), tally);
      this.#rows.set(nameOf(tally), tally);
    }
  }

  /** The groups and keys that occur, each once, in order: `isGrouped` or not. */
  rows(isGrouped: boolean): readonly Pick<Tally, 'group' | 'keys'>[] {
    const own = [...this.#rows].filter(([, { group }]) => (group !== null) === isGrouped);
    return own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  cell(row: Pick<Tally, 'group' | 'keys'>, window: number): Cell {
    const at = (nth: number | null, says: string) => this.#byPlace.get(placeOf(row, nth, says)) ?? null;
    return { ...row, window, tally: (says) => at(window, says), undated: (says) => at(null, says)?.count ?? 0 };
  }
}

function nameOf({ group, keys }: Pick<Tally, 'group' | 'keys'>): string {
  return JSON.stringify([keys, group]);
}

function placeOf(row: Pick<Tally, 'group' | 'keys'>, window: number | null, says: string): string {
  return `${nameOf(row)} ${window ?? '-'} ${says}`;
}
