/** A stratum with how many units it has, and how many of them are drawn. */
export interface Allocated {
  readonly stratum: string;
  readonly size: number;
  readonly drawn: number;
}

/**
 * How many units of each stratum are drawn: one of each that is not empty, the largest first; the rest by largest
 * remainder over the units that are left, so that no stratum gives more than it has (`controls.md`). Equal strata, and
 * equal remainders, are taken by size, then by name in code-unit order. All units when there are fewer than `size`.
 */
export function allocated(strata: ReadonlyMap<string, number>, size: number): readonly Allocated[] {
  const inOrder = [...strata].filter(([, count]) => count > 0).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const first = inOrder.slice(0, size);
  const seats = Math.min(size, sum(inOrder.map(([, count]) => count))) - first.length;
  const extra = shares(
    first.map(([, count]) => count - 1),
    seats,
  );
  return inOrder.map(([stratum, count], nth) => ({ stratum, size: count, drawn: nth < size ? 1 + (extra[nth] ?? 0) : 0 }));
}

/** `seats` divided in proportion to `weights`, in whole numbers: the quota's floor, then one more each for the largest remainders. */
function shares(weights: readonly number[], seats: number): readonly number[] {
  const total = sum(weights);
  if (seats === 0 || total === 0) return weights.map(() => 0);
  // In whole numbers: a quota is weight × seats / total, its remainder counted in totals.
  const floors = weights.map((weight) => Math.floor((weight * seats) / total));
  const remainders = weights.map((weight, nth) => weight * seats - (floors[nth] ?? 0) * total);
  const left = seats - sum(floors);
  const favoured = new Set(
    weights
      .map((_, nth) => nth)
      .sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b)
      .slice(0, left),
  );
  return floors.map((floor, nth) => floor + (favoured.has(nth) ? 1 : 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
