import type { Interval, Missing } from '#contract';

/** That a pull request was merged; where `at` is null, nobody read when, or whether: `missing` says what for. */
export interface MergeFact {
  /** For people: `pull request #12`. */
  readonly named: string;
  readonly source: string;
  readonly at: Interval | null;
  readonly seq: number | null;
  readonly missing: Missing | null;
}

export interface Reuse {
  /** Its commits that refer to the change, each with those that it brings back by reverting their reverts, itself among them. */
  readonly leads: readonly { readonly sha: string; readonly origins: readonly string[] }[];
  /** The other production deployments that carry the change. */
  readonly others: readonly OtherImplementation[];
  /** Deployments that were not read and may be others. */
  readonly unread: readonly Missing[];
}

/** An implementation by itself: it has no other. */
export const NO_REUSE: Reuse = { leads: [], others: [], unread: [] };

export interface OtherImplementation {
  readonly deployment: string;
  readonly source: string;
  readonly end: Interval | null;
  readonly outcome: string;
  /** What it carries is not decided. */
  readonly isOpen: boolean;
  /** Of the origins of `leads`, those that it carried. */
  readonly carried: ReadonlySet<string>;
}
