import type { Truth } from './truth.js';

/** YES or NO where all possibilities say so; of none, UNKNOWN. */
export function agreed(all: readonly Truth[]): Truth {
  const first = all[0] ?? 'UNKNOWN';
  return all.every((one) => one === first) ? first : 'UNKNOWN';
}
