// A report sorts facts into windows of time and groups; a figure counts some of them by what they say. SQL counts, and
// nothing here knows of it: what stands here is the whole of every formula.

/** How many of the facts say one of these things. */
export interface CountFigure {
  readonly kind: 'COUNT';
  readonly counts: readonly string[];
}

/** How many of the facts that are known say it: counts / (counts + rest). */
export interface ShareFigure {
  readonly kind: 'SHARE';
  readonly counts: readonly string[];
  readonly rest: readonly string[];
}

/** The time that a share of the facts does not exceed (nearest rank), in seconds. */
export interface DurationFigure {
  readonly kind: 'DURATION';
  readonly counts: readonly string[];
  readonly percentile: Percentile;
}

/** How many for each day of the window that is over, in days of the zone. */
export interface DailyFigure {
  readonly kind: 'PER_DAY';
  readonly counts: readonly string[];
}

export const PERCENTILES = [50, 75, 90, 95] as const;
export type Percentile = (typeof PERCENTILES)[number];

export type FigureDefinition = (CountFigure | ShareFigure | DurationFigure | DailyFigure) & {
  /** One sentence; the API shows it. */
  readonly says: string;
  /** Facts that may belong to it, and nobody can tell. */
  readonly unknown?: readonly string[];
  /** Why they could not be counted. */
  readonly because?: string;
};

/** What a report sorts by of its own, beside what was asked for; the API shows each as a text of the row. */
export type RowKey = 'stage' | 'waitingFor' | 'leg' | 'rule' | 'gapService';

export interface ReportDefinition {
  /** One sentence; the API shows it. */
  readonly says: string;
  /** When a fact belongs to a window; the API shows it. */
  readonly placed: string;
  readonly keys: readonly RowKey[];
  readonly figures: Readonly<Record<string, FigureDefinition>>;
  /** Collections of which it makes no use: a hole in them is no hole in its figures. */
  readonly ignores: readonly string[];
  /** A key that only the totals are sorted by: there are too many people for each window and group. Elsewhere it is null. */
  readonly inTotals?: RowKey;
  /** Leaves out rows of which less than so many facts say so in the whole period. */
  readonly atLeast?: { readonly what: string; readonly count: number };
}

/** Of reports that do not ask the rules. */
export const NO_EVIDENCE = ['builds', 'checks', 'protections', 'reviews'] as const;
