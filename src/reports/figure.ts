import type { FigureDefinition } from './definition.js';
import type { Cell } from './tally.js';

export type Unit = 'COUNT' | 'SHARE' | 'SECONDS' | 'PER_DAY';

export interface FigureValue {
  /** Null where nothing stands under the line, or nothing was measured. */
  readonly value: number | null;
  readonly numerator: number;
  /** Of a count null: it is of nothing. */
  readonly denominator: number | null;
  /** Facts that may belong to it, and nobody can tell. */
  readonly unknown: number;
}

/** The figure of a cell; `days` is how much of the window is over. */
export function figureOf(figure: FigureDefinition, cell: Cell, days: number): FigureValue {
  const numerator = sum(figure.counts, (says) => cell.tally(says)?.count ?? 0);
  const unknown = unknownIn(figure, cell);
  if (figure.kind === 'COUNT') return { value: numerator, numerator, denominator: null, unknown };
  if (figure.kind === 'PER_DAY') return { value: over(numerator, days), numerator, denominator: days, unknown };
  if (figure.kind === 'DURATION') {
    const value = cell.tally(figure.counts[0] ?? '')?.seconds?.[figure.percentile] ?? null;
    return { value, numerator, denominator: numerator + unknown, unknown };
  }
  const denominator = numerator + sum(figure.rest, (says) => cell.tally(says)?.count ?? 0);
  return { value: over(numerator, denominator), numerator, denominator, unknown };
}

const UNIT_OF: Readonly<Record<FigureDefinition['kind'], Unit>> = {
  COUNT: 'COUNT',
  SHARE: 'SHARE',
  DURATION: 'SECONDS',
  PER_DAY: 'PER_DAY',
};

export function unitOf({ kind }: FigureDefinition): Unit {
  return UNIT_OF[kind];
}

/** Which facts stand above the line, below it, and beside it. */
export type Part = 'NUMERATOR' | 'DENOMINATOR' | 'UNKNOWN';

/** What the facts of a part say; of `UNKNOWN` there are undated ones of any kind beside them. */
export function partOf(figure: FigureDefinition, part: Part): readonly string[] {
  if (part === 'UNKNOWN') return figure.unknown ?? [];
  if (part === 'NUMERATOR' || figure.kind === 'COUNT' || figure.kind === 'PER_DAY') return figure.counts;
  return figure.kind === 'SHARE' ? [...figure.counts, ...figure.rest] : [...figure.counts, ...(figure.unknown ?? [])];
}

/** All that facts of a figure may say. */
export function wordsOf(figure: FigureDefinition): readonly string[] {
  return [...figure.counts, ...(figure.kind === 'SHARE' ? figure.rest : []), ...(figure.unknown ?? [])];
}

function unknownIn(figure: FigureDefinition, cell: Cell): number {
  return sum(figure.unknown ?? [], (says) => cell.tally(says)?.count ?? 0) + sum(wordsOf(figure), (says) => cell.undated(says));
}

function sum(words: readonly string[], count: (word: string) => number): number {
  return words.reduce((all, word) => all + count(word), 0);
}

function over(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}
