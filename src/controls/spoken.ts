const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
];

/** A duration for a sentence, in its two largest units and rounded up: `2 h 10 min`. At least a second. */
export function spoken(ms: number): string {
  const first = UNITS.findIndex(([, unit]) => ms >= unit);
  const smallest = UNITS[first < 0 ? UNITS.length - 1 : Math.min(first + 1, UNITS.length - 1)]![1];
  let left = Math.max(1, Math.ceil(ms / smallest)) * smallest;
  const parts = UNITS.map(([name, unit]) => {
    const count = Math.floor(left / unit);
    left -= count * unit;
    return count > 0 ? `${count} ${name}` : '';
  });
  return parts.filter((part) => part !== '').join(' ');
}
