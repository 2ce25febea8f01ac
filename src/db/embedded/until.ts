import { setTimeout as after } from 'node:timers/promises';
import { EmbeddedFailure } from './failure.js';

/** Looks every 10 ms until `holds`; throws `EmbeddedFailure` when it does not within `timeoutMs`. */
export async function until(holds: () => boolean, timeoutMs: number, what: string): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > end) throw new EmbeddedFailure(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
    await after(10);
  }
}
