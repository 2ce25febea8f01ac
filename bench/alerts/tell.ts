import type { Tell } from '../figure.js';
import { quantile, rounded } from '../figure.js';

const LIMIT_MS = 150;

/** Tells the half and the most of these waits beside NOTIFY's round trip; answers the most (p95). */
export function tellWaits(tell: Tell, what: string, waitMs: readonly number[], tripMs: readonly number[]): number {
  const trip = quantile(tripMs, 0.95);
  const beside = (value: number) => ({ unit: 'ms', ratioTo: "NOTIFY's round trip at p95, in the same run", ratio: rounded(value / trip) });
  const [half, most] = [quantile(waitMs, 0.5), quantile(waitMs, 0.95)];
  tell({ name: `${what} p50`, value: rounded(half), ...beside(half) });
  tell({ name: `${what} p95`, value: rounded(most), ...beside(most), bound: `<= ${LIMIT_MS}`, holds: most <= LIMIT_MS });
  return most;
}

export function tellTrip(tell: Tell, tripMs: readonly number[]): void {
  tell({ name: "NOTIFY's round trip p95", value: rounded(quantile(tripMs, 0.95)), unit: 'ms', ratioTo: 'itself', ratio: 1 });
}
