import type { Logger } from '../../inbox/index.js';
import type { Progress } from './streams.js';

/** Tells the terminal how far a reading is, at most once in two seconds for each stream. */
export interface Teller {
  (label: string, progress: Progress): void;
}

const EVERY_MS = 2_000;

export function openTeller(log: Logger, source: string, nowMs: () => number = Date.now): Teller {
  const told = new Map<string, number>();
  return (label, progress) => {
    const last = told.get(label) ?? -Infinity;
    if (nowMs() - last < EVERY_MS) return;
    told.set(label, nowMs());
    log.info({ source }, progressLine(source, label, progress));
  };
}

/** `github-acme  acme/pay pull requests  1,250 of 3,400  37 %` */
export function progressLine(source: string, label: string, { records, total }: Progress): string {
  const done = records.toLocaleString('en-GB');
  if (!total) return `${source}  ${label}  ${done}`;
  const percent = Math.min(100, Math.round((records / total) * 100));
  return `${source}  ${label}  ${done} of ${total.toLocaleString('en-GB')}  ${percent} %`;
}
