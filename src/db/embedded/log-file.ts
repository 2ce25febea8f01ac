import { openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { EmbeddedFailure } from './failure.js';

const ROTATE_BYTES = 10_000_000;

/** Opens the server's log to be appended; past 10 MB the old one is kept once, as `.1`. */
export function openLog(file: string): number {
  try {
    if (sizeOf(file) > ROTATE_BYTES) renameSync(file, `${file}.1`);
    return openSync(file, 'a', 0o600);
  } catch (cause) {
    throw new EmbeddedFailure(`PostgreSQL's log ${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** What the server wrote since its log had `from` bytes: the last lines, for an error. */
export function linesSince(file: string, from: number): string {
  const text = readFileSync(file).subarray(from).toString('utf8');
  return text.trim().split('\n').slice(-8).join('\n');
}
