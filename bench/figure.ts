/** One line of `npm run bench`. `ratioTo` says what was measured beside it in the same run, `ratio` is value over that. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratioTo: string;
  readonly ratio: number;
  /** What the issue of the figure is judged by, where it is judged, and whether it holds. */
  readonly bound?: string;
  readonly holds?: boolean;
}

export type Tell = (figure: Figure) => void;

export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}

/** Refuses an empty list: a figure of nothing is no figure. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value that the share of them does not exceed (nearest rank). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('No value was measured.');
  return found;
}

export async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}
